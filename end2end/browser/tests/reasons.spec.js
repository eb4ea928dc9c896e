// Every number says why, and every finding leads to the answers it is about.
import { expect, test, withAndWithoutScript } from '../support/test.js';

const TIGHT = 'site.domain=example.social&hosts.0.cores=1&hosts.0.memory=1+GiB&load.active_users=9000&mastodon=4.1';

withAndWithoutScript((hasScript) => {
  test('each number has a rule, its working, how we know, and a source', async ({ wizard, result }) => {
    await wizard.open('/result?site.domain=example.social&view=numbers');
    const rows = result.pane.locator('details.value-row');
    expect(await rows.count()).toBeGreaterThan(60);
    const wanting = await rows.evaluateAll((all) => {
      const lacks = (row) => {
        const text = (selector) => row.querySelector(`.reason ${selector}`)?.textContent.trim() ?? '';
        const links = [...row.querySelectorAll('.reason a')];
        const basis = text('.basis');
        return [
          !text('.reason-working') && 'working',
          !text('strong') && 'rule',
          !['documented', 'measured', 'judgement'].includes(basis) && 'basis',
          basis !== 'judgement' && links.length === 0 && 'source',
          links.some((link) => !link.href.startsWith('https://') || !link.textContent.trim()) && 'good link',
        ].filter(Boolean);
      };
      return all.map((row) => `${row.querySelector('summary').textContent}: ${lacks(row)}`).filter((told) => !told.endsWith(': '));
    });
    expect(wanting).toEqual([]);
  });

  test('a reason opens at its number', async ({ wizard, result }) => {
    await wizard.open('/result?site.domain=example.social&view=numbers');
    const row = result.pane.locator('details.value-row').filter({ has: wizard.page.getByText('shared_buffers', { exact: true }) });
    await expect(row.locator('.reason')).toBeHidden();
    await row.locator('summary').click();
    // A quarter of what the database may have: PostgreSQL's documentation, 19.4.1.
    await expect(row.locator('.reason-working')).toHaveText(/^[\d.]+ [MG]iB ÷ 4 = [\d.]+ [MG]iB$/);
    await expect(row.getByText('documented', { exact: true })).toBeVisible();
    await expect(row.getByRole('link').first()).toHaveAttribute('href', /^https:\/\//);
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
