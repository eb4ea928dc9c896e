// Charts: one colour is one service, the axis has its numbers, and nothing is cut off.
import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../support/test.js';

const ALL = 'site.domain=example.social&hosts.0.cores=8&hosts.0.memory=32+GiB&load.active_users=5000&options.search=elasticsearch';

/** Colours of the marks before the lines that are named so. */
const marks = (lines) =>
  lines.evaluateAll((all) =>
    all
      .filter((line) => line.querySelector('.swatch'))
      .map((line) => ({
        name: line.textContent,
        colour: getComputedStyle(line.querySelector('.swatch')).backgroundColor,
      })),
  );

test('a service has one colour wherever it is shown', async ({ page, wizard, result }) => {
  await wizard.open(`/result?${ALL}&options.pgbouncer=off`);
  const memory = await marks(result.memory.locator('summary'));
  const connections = await marks(result.connections.locator('tbody tr'));
  const of = (name) => memory.find((mark) => mark.name.includes(name)).colour;
  expect(new Set(memory.map(({ colour }) => colour)).size).toBe(memory.length);
  for (const { name, colour } of connections) {
    const service = ['Puma', 'Sidekiq', 'Streaming'].find((service) => name.includes(service));
    if (service) expect(colour, name).toBe(of(service));
    else expect(memory.map((mark) => mark.colour), name).not.toContain(colour);
  }
  const fill = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).fill);
  expect(await fill('.process-thread')).toBe(of('Sidekiq'));
  // The load is background work.
  expect(await fill('.band-range')).toBe(of('Sidekiq'));
});

for (const width of [360, 1280]) {
  test(`the load has an axis with 100 %, and nothing is cut off at ${width} pixels`, async ({ page, wizard }) => {
    await page.setViewportSize({ width, height: 900 });
    // 300 % and more at the upper end.
    await wizard.open('/load?site.domain=example.social&hosts.0.cores=4&hosts.0.memory=8+GiB&load.active_users=3000&load.surge=2');
    const chart = page.getByRole('region', { name: 'Load and capacity' });
    const axis = chart.locator('.axis text');
    expect(await axis.filter({ hasText: /^100 %$/ }).count()).toBe(1);
    const { cut, crossing } = await chart.evaluate((section) => {
      const room = section.getBoundingClientRect();
      const isCut = (box) => box.left < room.left || box.right > room.right;
      const boxes = [...section.querySelectorAll('.axis text')].map((text) => text.getBoundingClientRect());
      return {
        cut: [...section.querySelectorAll('circle, rect, text')].filter((part) => isCut(part.getBoundingClientRect())).length,
        crossing: boxes.filter((box, index) => index > 0 && box.left < boxes[index - 1].right).length,
      };
    });
    expect(cut).toBe(0);
    expect(crossing).toBe(0);
  });
}

test('the table of connections fits a phone, and amounts stay with their units', async ({ page, wizard, result }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await wizard.open(`/result?${ALL}&options.pgbouncer=on`);
  const box = result.connections.locator('.table-box');
  await box.scrollIntoViewIfNeeded();
  expect(await box.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await expect(box.getByText('through PgBouncer').first()).toBeVisible();
  const lines = await result.memory.locator('.value-row-value').evaluateAll((all) =>
    all.map((value) => {
      const range = document.createRange();
      range.selectNodeContents(value);
      return new Set([...range.getClientRects()].map((line) => line.top)).size;
    }),
  );
  expect(lines.every((count) => count === 1)).toBe(true);
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'best-practice']).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
