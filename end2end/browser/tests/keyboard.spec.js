// From the first page to the zip without a mouse.
import { tabTo } from '../support/keyboard.js';
import { expect, test, withAndWithoutScript } from '../support/test.js';

withAndWithoutScript((hasScript) => {
  test('five answers and the zip by keyboard alone', async ({ page, wizard, result }) => {
    await wizard.open('/');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: /^Skip to/ });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(wizard.heading).toBeInViewport();

    await tabTo(page, wizard.control('Domain'));
    await page.keyboard.type('example.social');
    const type = async (label, text) => {
      await tabTo(page, wizard.control(label));
      // Tab selects the text of a box, so that typing replaces it.
      await page.keyboard.type(text);
    };
    await type('CPU cores', '4');
    await type('Memory', '8 GiB');
    await type('Active users', '1000');
    await tabTo(page, wizard.control('Media storage').getByRole('radio', { checked: true }));
    await page.keyboard.press('ArrowDown');
    await expect(wizard.control('Media storage').getByRole('radio', { name: 'Object storage' })).toBeChecked();
    await page.keyboard.press('ArrowUp');
    if (!hasScript) {
      await tabTo(page, page.getByRole('button', { name: 'Update the result' }));
      await page.keyboard.press('Space');
    }

    await expect(result.verdict).toContainText('4 cores and 8 GiB');
    await tabTo(page, result.downloadButton);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toBe('howdah-example.social.zip');
  });
});

test('Enter in a field leads on, and the new step is announced', async ({ page, wizard }) => {
  await wizard.open('/server?site.domain=example.social');
  await tabTo(page, wizard.control('Memory'));
  await page.keyboard.press('Enter');
  await expect(wizard.heading).toHaveText('The load');
  await expect(wizard.heading).toBeFocused();
  await expect(page).toHaveTitle('Load · Howdah');
});

test('a reason opens and a file is copied by keyboard', async ({ page, context, wizard, result }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await wizard.open('/result?site.domain=example.social');
  const row = result.memory.locator('details').first();
  await tabTo(page, row.locator('summary'));
  await page.keyboard.press('Enter');
  await expect(row.locator('.reason')).toBeVisible();

  const files = result.views.getByRole('link', { name: 'Files' });
  await files.focus();
  await page.keyboard.press('Enter');
  const link = result.pane.getByRole('link', { name: 'nginx.conf', exact: true });
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  const text = page.getByRole('region', { name: 'main/etc/nginx/nginx.conf' });
  await expect(text).toBeVisible();

  await tabTo(page, result.pane.getByRole('button', { name: /^Copy.* main\/etc\/nginx\/nginx\.conf$/ }));
  await page.keyboard.press('Enter');
  await expect(result.pane.getByRole('button', { name: /^Copied/ })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('worker_connections');
  expect(copied).toBe(await text.textContent());
});
