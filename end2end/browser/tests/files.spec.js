// The module that lays out files comes when it is asked for, shows what the server shows, and is missed in plain words.
import { unpack } from '../support/bundle.js';
import { tabTo } from '../support/keyboard.js';
import { expect, test, withAndWithoutScript } from '../support/test.js';

const ANSWERS = 'site.domain=example.social&hosts.0.memory=8+GiB&hosts.0.cores=4';
const FILE = 'main/etc/postgresql/17/main/conf.d/90-mastodon.conf';
const MODULE = /\/files_bg\.wasm$/;

test('files are opened and downloaded by keyboard', async ({ page, wizard, result }, testInfo) => {
  await wizard.open(`/?${ANSWERS}`);
  await tabTo(page, result.views.getByRole('link', { name: 'Files' }));
  await page.keyboard.press('Enter');
  await tabTo(page, result.file(FILE));
  await page.keyboard.press('Enter');
  const shown = result.text(FILE);
  await expect(shown).toContainText('shared_buffers');
  const text = await shown.textContent();

  await tabTo(page, result.downloadButton);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('howdah-example.social.zip');
  const zip = testInfo.outputPath('bundle.zip');
  await download.saveAs(zip);
  // Nothing of this file is drawn: what was shown is what came.
  expect(unpack(zip, testInfo.outputPath('bundle')).read(FILE)).toBe(text);
});

test('the module leaves alone what the server has shown, and shows what follows from a change', async ({ page, context, wizard, result }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await page.route(MODULE, async (route) => {
    await arrived;
    await route.continue();
  });
  await wizard.open(`/?${ANSWERS}&view=files&file=${encodeURIComponent(FILE)}`);
  const file = result.text(FILE);
  await file.evaluate((element) => (element.isOfServer = true));
  await file.focus();
  const shared = /^shared_buffers = (\S+)/m.exec(await file.textContent())[0];

  arrive();
  // Only who knows the file can say on it that it was copied.
  const copied = result.pane.getByRole('button', { name: `Copied ${FILE}` });
  await expect(async () => {
    await result.pane.getByRole('button', { name: `Copy ${FILE}` }).click();
    await expect(copied).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await file.evaluate((element) => element.isOfServer)).toBe(true);

  await wizard.answer('Memory', '16 GiB');
  await expect(file).not.toContainText(shared);
  await expect(file).toContainText('shared_buffers');
});

test.describe('without the module', () => {
  test.beforeEach(async ({ page }) => {
    await page.route(MODULE, (route) => route.abort());
  });
  // What is aborted on purpose is no complaint.
  test.use({ mayFail: [MODULE] });

  test('files are missed in plain words, and the server lays them out', async ({ page, wizard, result }) => {
    await wizard.open(`/?${ANSWERS}`);
    await result.show('Files');
    await expect(result.pane.getByRole('alert')).toContainText('did not come');
    await result.pane.getByRole('link', { name: 'Have the server lay them out' }).click();
    await expect(page).toHaveURL(/view=files/);
    const file = await result.openFile(FILE);
    await expect(file).toContainText('shared_buffers');
  });

  test('a zip is missed in plain words, and the server makes it', async ({ page, wizard, result }, testInfo) => {
    await wizard.open(`/?${ANSWERS}`);
    await result.downloadButton.click();
    await expect(result.pane.getByRole('alert')).toContainText('Nothing was made');
    const button = page.getByRole('button', { name: 'Have the server make it' });
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(download.suggestedFilename()).toBe('howdah-example.social.zip');
    const zip = testInfo.outputPath('bundle.zip');
    await download.saveAs(zip);
    expect(unpack(zip, testInfo.outputPath('bundle')).secrets().length).toBeGreaterThan(5);
  });

  test('a network that comes back is enough', async ({ page, wizard, result }) => {
    await wizard.open(`/?${ANSWERS}`);
    await result.downloadButton.click();
    await expect(result.pane.getByRole('alert')).toBeVisible();
    await page.unroute(MODULE);
    const [download] = await Promise.all([page.waitForEvent('download'), result.downloadButton.click()]);
    expect(download.suggestedFilename()).toBe('howdah-example.social.zip');
    await expect(result.pane.getByRole('alert')).toHaveCount(0);
  });
});

withAndWithoutScript(() => {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
    test(`a link to a file opens at the file at ${viewport.width} pixels`, async ({ page, wizard, result }) => {
      await page.setViewportSize(viewport);
      await wizard.open(`/?${ANSWERS}&view=files&file=${encodeURIComponent(FILE)}`);
      await expect(result.file(FILE)).toBeFocused();
      await expect(result.file(FILE)).toBeInViewport();
      await expect(result.text(FILE)).toBeInViewport();
    });
  }

  test('a link to a file that these answers do not make is told', async ({ wizard, result }) => {
    await wizard.open(`/?${ANSWERS}&view=files&file=main/etc/nowhere.conf`);
    await expect(result.pane.getByText('main/etc/nowhere.conf')).toBeVisible();
    await expect(result.pane.locator('.note')).toContainText('do not make');
    await expect(result.file(FILE)).toBeVisible();
  });
});
