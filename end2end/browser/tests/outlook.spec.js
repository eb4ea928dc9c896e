// What becomes of the site: written by the server, made anew beside the page, and missed in plain words.
import { expect, test } from '../support/test.js';

const ANSWERS = 'site.domain=example.social&hosts.0.cores=4&hosts.0.memory=8+GiB&load.active_users=1000';
const MODULE = /\/outlook_bg\.wasm$/;

test('the outlook follows the answers, and is what the server writes for them', async ({ page, wizard, result }) => {
  await wizard.open(`/load?${ANSWERS}`);
  await result.views.getByRole('link', { name: 'Outlook' }).click();
  const outlook = page.locator('#outlook');
  await expect(outlook.getByRole('columnheader', { name: '1000 your plan' })).toBeVisible();

  await wizard.answer('Active users', '2500');
  await expect(outlook.getByRole('columnheader', { name: '2500 your plan' })).toBeVisible();
  const made = await outlook.innerHTML();
  await expect(page).toHaveURL(/active_users=2500/);
  await page.reload();
  await wizard.isLive();
  expect(await outlook.innerHTML()).toBe(made);
});

test('answers that come while it is at work are not forgotten', async ({ page, wizard }) => {
  let arrive;
  const arrived = new Promise((resolve) => (arrive = resolve));
  await page.route(MODULE, async (route) => {
    await arrived;
    await route.continue();
  });
  await wizard.open(`/load?${ANSWERS}&view=outlook`);
  for (const users of ['2000', '3000', '4000']) await wizard.answer('Active users', users);
  const outlook = page.locator('#outlook');
  await expect(outlook).toHaveAttribute('aria-busy', 'true');
  arrive();
  await expect(outlook.getByRole('columnheader', { name: '4000 your plan' })).toBeVisible();
  await expect(outlook).toHaveAttribute('aria-busy', 'false');
});

test('where what makes it does not come, that is said, and it is tried again', async ({ page, wizard, result, complaints }) => {
  await page.route(MODULE, (route) => route.abort());
  await wizard.open(`/load?${ANSWERS}`);
  await result.views.getByRole('link', { name: 'Outlook' }).click();
  const outlook = page.locator('#outlook');
  await expect(outlook).toContainText('What makes it did not come');

  await page.unroute(MODULE);
  await wizard.answer('Active users', '2000');
  await expect(outlook.getByRole('columnheader', { name: '2000 your plan' })).toBeVisible();
  complaints.splice(0);
});
