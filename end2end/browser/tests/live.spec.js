// The result follows every change, and the address holds the whole page.
import { Result } from '../pages/result.js';
import { expect, test } from '../support/test.js';

const SHARED_BUFFERS = /^shared_buffers = (\S+)/m;

test('a change shows in memory, connections and files without a click', async ({ wizard, result }) => {
  await wizard.open('/?site.domain=example.social');
  await expect(result.bar(/^4 GiB divided among/)).toBeVisible();
  const ledger = await result.connections.innerText();

  await wizard.answer('Memory', '16 GiB');
  await expect(result.bar(/^16 GiB divided among/)).toBeVisible();
  await wizard.answer('CPU cores', '8');
  await wizard.answer('Active users', '5000');
  await expect(result.connections).not.toHaveText(ledger, { useInnerText: true });
  await expect(result.verdict).toContainText('for 5000 active users');

  await result.show('Files');
  const file = await result.openFile('main/etc/postgresql/17/main/conf.d/90-mastodon.conf');
  await expect(file).toContainText(SHARED_BUFFERS);
  const before = SHARED_BUFFERS.exec(await file.innerText())[1];
  await wizard.answer('Memory', '32 GiB');
  await expect(file).not.toContainText(`shared_buffers = ${before}`);
  await expect(file).toContainText(SHARED_BUFFERS);
});

test('fields appear when an answer asks for them, and their text outlives a change of mind', async ({ wizard }) => {
  await wizard.open('/');
  await expect(wizard.control('Bucket')).toHaveCount(0);
  await wizard.answer('Media storage', 'Object storage');
  await wizard.answer('Bucket', 'media-of-ours');
  await wizard.answer('Media storage', 'Local disk');
  await expect(wizard.control('Bucket')).toHaveCount(0);
  await wizard.answer('Media storage', 'Object storage');
  await expect(wizard.control('Bucket')).toHaveValue('media-of-ours');
});

test('the address holds what differs from the defaults, and nothing else', async ({ page, wizard }) => {
  const inAddress = () => Object.fromEntries(new URL(page.url()).searchParams);
  await wizard.open('/');
  await wizard.answer('Domain', 'example.social');
  await wizard.answer('Memory', '8 GiB');
  await wizard.answer('CPU cores', '4');
  await expect.poll(inAddress).toEqual({
    'site.domain': 'example.social',
    'hosts.0.memory': '8 GiB',
    'hosts.0.cores': '4',
  });
  await wizard.answer('CPU cores', '2');
  await expect.poll(inAddress).toEqual({ 'site.domain': 'example.social', 'hosts.0.memory': '8 GiB' });
});

test('reload, Back and Forward keep every answer', async ({ page, wizard, result }) => {
  await wizard.open('/');
  await wizard.answer('Domain', 'example.social');
  await wizard.answer('Memory', '8 GiB');
  // At once: the address waits for a pause in typing, and this is none.
  await wizard.goTo('Server');
  await wizard.answer('Mastodon version', '4.3');
  await wizard.goOn();
  await wizard.answer('Active users', '700');
  await result.show('Every number');
  await expect(wizard.heading).toHaveText('The load');

  const verdict = await result.verdict.innerText();
  await expect(page).toHaveURL(/load\.active_users=700/);
  await page.reload();
  await wizard.isLive();
  await expect(wizard.control('Active users')).toHaveValue('700');
  await expect(result.verdict).toHaveText(verdict, { useInnerText: true });

  // The view, the answer, the step, the answer on it, and the step before.
  await page.goBack();
  await expect(page).not.toHaveURL(/view=/);
  await page.goBack();
  await expect(wizard.control('Active users')).toHaveValue('100');
  await page.goBack();
  await expect(wizard.heading).toHaveText('The server');
  await expect(wizard.control('Mastodon version')).toHaveValue('4.3');
  await page.goBack();
  await expect(wizard.control('Mastodon version')).not.toHaveValue('4.3');
  await page.goBack();
  await expect(wizard.control('Domain')).toHaveValue('example.social');
  await expect(wizard.control('Memory')).toHaveValue('8 GiB');
  for (let step = 0; step < 5; step += 1) await page.goForward();
  await expect(wizard.control('Active users')).toHaveValue('700');
  await expect(result.verdict).toHaveText(verdict, { useInnerText: true });
});

test('Back undoes an answer, however many keys it took', async ({ page, wizard }) => {
  await wizard.open('/');
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();
  await wizard.answer('Domain', 'example.social');
  await wizard.answer('Memory', '8');
  await expect(page).toHaveURL(/memory=8$/);
  // A pause within an answer does not end it.
  await wizard.control('Memory').pressSequentially(' GiB');
  await wizard.control('CPU cores').focus();
  await expect(page).toHaveURL(/memory=8(\+|%20)GiB$/);
  await wizard.answer('CPU cores', '4');
  await wizard.control('Domain').focus();
  await expect(page).toHaveURL(/cores=4/);
  expect((await entries()) - before).toBe(3);

  await page.goBack();
  await expect(wizard.control('CPU cores')).toHaveValue('2');
  await expect(wizard.control('Memory')).toHaveValue('8 GiB');
  await page.goBack();
  await expect(wizard.control('Memory')).toHaveValue('4 GiB');
  await expect(wizard.control('Domain')).toHaveValue('example.social');
  await page.goForward();
  await expect(wizard.control('Memory')).toHaveValue('8 GiB');
});

test('a link opens the same plan for somebody else', async ({ browser, page, wizard, result }) => {
  await wizard.open('/?site.domain=example.social');
  await wizard.answerAll({ Memory: '16 GiB', 'CPU cores': '8', 'Active users': '4000' });
  await wizard.goTo('Result');
  const href = await page.getByRole('link', { name: 'link to this plan' }).getAttribute('href');
  const other = await browser.newPage();
  await other.goto(new URL(href, page.url()).toString());
  await expect(other.locator('html[data-hydrated]')).toBeAttached();
  expect(await new Result(other).content.innerText()).toBe(await result.content.innerText());
  await other.close();
});

test.describe('what was typed last goes along, however soon', () => {
  /** A press of a key in a field and a click, before the page can follow the press. */
  async function pressAndClick(page, field, key, place) {
    await field.focus();
    await page.keyboard.press('End');
    const { x, y, width, height } = await place.boundingBox();
    await Promise.all([page.keyboard.press(key), page.mouse.click(x + width / 2, y + height / 2)]);
  }

  test.beforeEach(async ({ wizard }) => {
    await wizard.open('/?site.domain=example.social&load.active_users=70');
  });

  test('a step is clicked', async ({ page, wizard }) => {
    await pressAndClick(page, wizard.control('Active users'), '3', wizard.steps.getByRole('link', { name: /^Load/ }));
    await expect(wizard.heading).toHaveText('The load');
    await expect(wizard.control('Active users')).toHaveValue('703');
    await expect(page).toHaveURL(/^[^?]*\/load\?.*load\.active_users=703/);
    await page.goBack();
    await expect(wizard.control('Active users')).toHaveValue('703');
  });

  test('a preset is clicked', async ({ page, wizard }) => {
    await pressAndClick(page, wizard.control('Domain'), 'x', page.getByRole('link', { name: /^A club/ }));
    await expect(wizard.control('Memory')).toHaveValue('8 GiB');
    await expect(wizard.control('Domain')).toHaveValue('example.socialx');
  });

  test('the zip is downloaded', async ({ page, wizard, result }) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      pressAndClick(page, wizard.control('Domain'), 'x', result.downloadButton),
    ]);
    expect(download.suggestedFilename()).toBe('howdah-example.socialx.zip');
  });

  test('the form is sent', async ({ page, wizard, result }) => {
    await wizard.control('Domain').focus();
    await page.keyboard.press('End');
    await Promise.all([page.keyboard.press('x'), page.keyboard.press('Enter')]);
    await expect(wizard.heading).toHaveText('The result');
    await expect(result.verdict).toContainText('example.socialx');
  });

  test('the page is left for another one', async ({ page, wizard, result }) => {
    await wizard.control('Domain').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('x');
    // The address waits for a pause in typing, and this is none.
    await expect(result.verdict).toContainText('example.socialx');
    await page.goto('about:blank');
    await page.goBack();
    await expect(wizard.control('Domain')).toHaveValue('example.socialx');
  });
});

test('what was typed before the script came is kept', async ({ page, wizard }) => {
  let letThrough;
  const held = new Promise((resolve) => (letThrough = resolve));
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/');
  await wizard.answer('Domain', 'early.example');
  await wizard.answer('Memory', '8 GiB');
  letThrough();
  await wizard.isLive();
  await expect(wizard.control('Domain')).toHaveValue('early.example');
  await expect(page.locator('.verdict')).toContainText('early.example');
  await expect(page.locator('.verdict')).toContainText('8 GiB');
});

test('the button of the first step leads to what it names', async ({ page, wizard }) => {
  await wizard.open('/');
  await wizard.answer('Domain', 'example.social');
  await page.getByRole('button', { name: 'Show the result' }).click();
  await expect(wizard.heading).toHaveText('The result');
});

test('a new result is announced', async ({ page, wizard }) => {
  await wizard.open('/?site.domain=example.social');
  await wizard.answer('Active users', '900000');
  await expect(page.getByRole('status').filter({ hasText: 'This does not fit' })).toBeAttached();
});
