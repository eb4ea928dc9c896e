// Copy buttons say what happened: over plain HTTP, where pages have no clipboard, and where a browser refuses.
import { expect, test } from '../support/test.js';

const RESULT = '/result?site.domain=example.social';

test.describe('copying', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  async function copyCommand(page) {
    await page.getByRole('button', { name: /^(Copy|Copied|Not copied) the command$/ }).click();
  }

  test('works where pages have no clipboard, as over plain HTTP', async ({ page, wizard }) => {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }));
    await wizard.open(RESULT);
    await copyCommand(page);
    await expect(page.getByRole('button', { name: 'Copied the command' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Copied the command' })).toBeFocused();
    // Pasted as a person would: the page has no other way to the clipboard.
    await wizard.steps.getByRole('link', { name: 'Start' }).click();
    await wizard.control('Domain').fill('');
    await page.keyboard.press('Control+V');
    await expect(wizard.control('Domain')).toHaveValue('howdah bundle howdah.yaml -o bundle.zip');
  });

  test('says that it did not where a browser refuses both ways', async ({ page, wizard }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'clipboard', { value: { writeText: () => Promise.reject(new Error('refused')) } });
      document.execCommand = () => false;
    });
    await wizard.open(RESULT);
    await copyCommand(page);
    await expect(page.getByRole('button', { name: 'Not copied the command' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Copied/ })).toHaveCount(0);
  });
});
