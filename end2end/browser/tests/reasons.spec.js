// Every number says why, and every finding leads to the answers it is about.
import { expect, test, withAndWithoutScript } from '../support/test.js';

const TIGHT = 'site.domain=example.social&hosts.0.cores=1&hosts.0.memory=1+GiB&load.active_users=9000&mastodon=4.1';

withAndWithoutScript((hasScript) => {
  test('each number has its working, how we know, and a rule that says why and where it is written', async ({ page, wizard, result }) => {
    await wizard.open('/result?site.domain=example.social&view=numbers');
    const rows = result.pane.locator('details.value-row');
    expect(await rows.count()).toBeGreaterThan(60);
    const wanting = await rows.evaluateAll((all) => {
      const lacks = (row) => {
        const text = (selector) => row.querySelector(`.reason ${selector}`)?.textContent.trim() ?? '';
        return [
          !text('.reason-working') && 'working',
          !['documented', 'measured', 'judgement'].includes(text('.basis')) && 'basis',
          !text('a') && 'rule',
        ].filter(Boolean);
      };
      return all.map((row) => `${row.querySelector('summary').textContent}: ${lacks(row)}`).filter((told) => !told.endsWith(': '));
    });
    expect(wanting).toEqual([]);

    const links = await rows.locator('.reason a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    await page.goto('/rules');
    const silent = await page.evaluate((links) => {
      const lacks = (link) => {
        const rule = document.getElementById(link.replace('/rules#', ''));
        const sources = [...(rule?.querySelectorAll('.rule-sources a') ?? [])];
        return [
          !rule?.querySelector('.rule-told p')?.textContent.trim() && 'words',
          rule?.querySelector('.basis').textContent !== 'judgement' && sources.length === 0 && 'source',
          sources.some((source) => !source.href.startsWith('https://') || !source.textContent.trim()) && 'good link',
        ].filter(Boolean);
      };
      return links.map((link) => `${link}: ${lacks(link)}`).filter((told) => !told.endsWith(': '));
    }, links);
    expect(silent).toEqual([]);
  });

  test('a reason opens at its number', async ({ wizard, result }) => {
    await wizard.open('/result?site.domain=example.social&view=numbers');
    const row = result.pane.locator('details.value-row').filter({ has: wizard.page.getByText('shared_buffers', { exact: true }) });
    await expect(row.locator('.reason')).toBeHidden();
    await row.locator('summary').click();
    // A quarter of what the database may have: PostgreSQL's documentation, 19.4.1.
    await expect(row.locator('.reason-working')).toHaveText(/^[\d.]+ [MG]iB ÷ 4, at least 128 MiB or a half = [\d.]+ [MG]iB$/);
    await expect(row.getByText('documented', { exact: true })).toBeVisible();
    // With script the rule's words come to the number, without it the link leads to them.
    const rule = row.getByRole('link').first();
    let told = row.locator('.rule-told');
    if (!hasScript) {
      await rule.click();
      await expect(wizard.page).toHaveURL(/\/rules#/);
      told = wizard.page.locator('.rule:target .rule-told');
    }
    await expect(told.locator('p')).toContainText('quarter');
    await expect(told.getByRole('link').first()).toHaveAttribute('href', /^https:\/\//);
  });

  test('a finding has numbers, a remedy, a reason, and links to its fields', async ({ page, wizard, result }) => {
    await wizard.open(`/options?${TIGHT}`);
    const cards = result.findings.getByRole('article');
    const count = await cards.count();
    expect(count).toBeGreaterThan(1);
    await expect(cards.first()).toContainText(/\d/);
    await cards.first().getByText('Why', { exact: true }).click();
    await expect(cards.first().locator('.reason')).toBeVisible();

    for (let card = 0; card < count; card += 1) {
      await wizard.open(`/options?${TIGHT}`);
      await expect(cards.nth(card).locator('.finding-card-remedy')).not.toBeEmpty();
      const link = cards.nth(card).getByRole('list', { name: 'Answers it is about' }).getByRole('link').first();
      if ((await link.count()) === 0) continue;
      const id = decodeURIComponent(new URL(await link.getAttribute('href'), page.url()).hash.slice(1));
      await link.click();
      const field = page.locator(`[id="${id}"]`);
      await expect(field).toBeInViewport();
      if (hasScript) await expect(field).toBeFocused();
    }
  });
});

test('after a change each number has the working that the server writes for it', async ({ page, wizard, result }) => {
  await wizard.open('/server?site.domain=example.social&view=numbers');
  const workings = () =>
    result.pane.locator('.reason-working').evaluateAll((all) => all.map((place) => `${place.dataset.of}: ${place.textContent}`));
  const row = result.pane.locator('details.value-row').filter({ has: page.getByText('shared_buffers', { exact: true }) });
  await row.locator('summary').click();
  const before = await row.locator('.reason-working').textContent();

  await wizard.answer('CPU cores', '4');
  await wizard.answer('Memory', '8 GiB');
  await expect(row.locator('.reason-working')).not.toHaveText(before);
  await expect(row.locator('.reason-working')).not.toBeEmpty();
  await expect(page).toHaveURL(/hosts\.0\.memory=8/);
  const told = await workings();
  expect(told.length).toBeGreaterThan(60);
  await page.reload();
  await wizard.isLive();
  expect(await workings()).toEqual(told);
});

test('a working that was opened late is that of the answers of then', async ({ page, wizard, result }) => {
  await wizard.open('/server?site.domain=example.social');
  await wizard.answer('Memory', '8 GiB');
  await result.views.getByRole('link', { name: 'Every number' }).click();
  const row = result.pane.locator('details.value-row').filter({ has: page.getByText('Cores to count on', { exact: true }) });
  await row.locator('summary').click();
  await expect(row.locator('.reason-working')).toHaveText('2 dedicated');
});
