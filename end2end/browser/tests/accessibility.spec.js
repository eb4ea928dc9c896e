// Every page by axe's rules in light and dark, and on a phone.
import AxeBuilder from '@axe-core/playwright';

import { expect, test } from '../support/test.js';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const GOOD = 'site.domain=example.social&hosts.0.cores=4&hosts.0.memory=8+GiB&load.active_users=1000';
const TIGHT = 'site.domain=example.social&hosts.0.cores=1&hosts.0.memory=1+GiB&load.active_users=9000';
const ALL_FIELDS = 'storage.kind=s3&storage.bucket=media&storage.region=eu-central-1&storage.media_domain=files.example.social';
const WRONG = 'site.domain=nowhere&hosts.0.cores=many&hosts.0.memory=1&mastodon=9';

const PAGES = {
  start: '/',
  'start, answered': `/?${GOOD}`,
  'start, with problems': `/?${WRONG}`,
  server: `/server?${GOOD}&hosts.0.name=alpha`,
  load: `/load?${GOOD}&load.surge=10&load.measured.backlog=100000`,
  storage: `/storage?${GOOD}&${ALL_FIELDS}`,
  network: `/network?${GOOD}&mail.server=smtp.example.net`,
  options: `/options?${GOOD}&options.pgbouncer=on&options.metrics=true`,
  result: `/result?${GOOD}`,
  'result that does not fit': `/result?${TIGHT}`,
  'result, existing server': `/result?${GOOD}&site.server=existing`,
  'every number': `/result?${GOOD}&view=numbers`,
  outlook: `/result?${GOOD}&view=outlook`,
  files: `/result?${GOOD}&view=files`,
  'file, open': `/result?${GOOD}&view=files&file=main%2Fetc%2Fnginx%2Fnginx.conf`,
  'every rule': '/rules',
  'no page': '/nowhere',
};
/** Pages without script. */
const STILL = ['/rules', '/nowhere'];

/** Every reason, figure and fold in sight, and laid out: axe asks for the place of what nobody has scrolled to yet. */
async function unfold(page) {
  await page.locator('.result-content > section, .outlook > section').evaluateAll((all) => all.forEach((section) => { section.style.contentVisibility = 'visible'; }));
  await page.locator('details').evaluateAll((all) => all.forEach((details) => details.setAttribute('open', '')));
}

async function open(page, wizard, path) {
  await page.goto(path);
  if (!STILL.includes(path)) await wizard.isLive();
}

/** A missing page is a 404 by design; Chromium puts that into the console. */
function forgiveMissingPage(complaints, path) {
  if (path === '/nowhere') complaints.splice(0, complaints.length, ...complaints.filter((text) => !/status of 404/.test(text)));
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`${name}: nothing in the way of anybody, light and dark`, async ({ page, wizard, complaints }) => {
    await open(page, wizard, path);
    await unfold(page);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
      const told = violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${colorScheme} ${id}: ${target} ${failureSummary}`),
      );
      expect(told).toEqual([]);
    }
    forgiveMissingPage(complaints, path);
  });

  test(`${name}: fits a phone of 360 pixels`, async ({ page, wizard, complaints }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, wizard, path);
    await unfold(page);
    const { overflow, small } = await page.evaluate(measurePhone);
    expect(overflow).toBe(0);
    expect(small).toEqual([]);
    forgiveMissingPage(complaints, path);
  });
}

/** How far the page is wider than the screen, and targets below 24 pixels: WCAG 2.5.8, which spares links in a sentence. */
function measurePhone() {
  const least = 24;
  const targets = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')];
  const isShown = (element) => element.getClientRects().length > 0 && !element.closest('.skip, .unseen');
  const isInSentence = (element) =>
    getComputedStyle(element).display === 'inline' && element.parentElement.textContent.trim() !== element.textContent.trim();
  /** A label is part of its tick box or button. */
  const sizeOf = (element) => {
    const isSmallByNature = /^(radio|checkbox)$/.test(element.type);
    const boxes = [element, ...((isSmallByNature && element.labels) || [])].map((part) => part.getBoundingClientRect());
    return {
      width: Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left)),
      height: Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top)),
    };
  };
  const small = targets
    .filter((element) => isShown(element) && !isInSentence(element))
    .map((element) => ({ element, ...sizeOf(element) }))
    .filter(({ width, height }) => width < least || height < least)
    .map(({ element, width, height }) => `${element.localName} "${element.textContent.trim().slice(0, 30)}" ${width} × ${height}`);
  return { overflow: document.scrollingElement.scrollWidth - document.documentElement.clientWidth, small };
}
