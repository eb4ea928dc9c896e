// How long a press of a key takes until the letter is painted, by the browser's own event timing.

/** What is typed, and taken away again letter by letter: a number, a size, a name. */
const TYPED = [
  { id: 'load.active_users', text: '250000' },
  { id: 'hosts.0.memory', text: '16 GiB' },
  { id: 'site.domain', text: 'a.example.social' },
];

/** Ten presses a second, which is a quick typist. Our judgement. */
const PAUSE_MS = 100;

/** The least that event timing reports; what is quicker counts as this. <https://www.w3.org/TR/event-timing/> */
const LEAST_MS = 16;

/** Types into the page's fields and returns the milliseconds of each press, by the slowest of its events. */
export async function measurePresses(page) {
  await page.evaluate(observe, LEAST_MS);
  let presses = 0;
  for (const { id, text } of TYPED) {
    const field = page.locator(`[id="${id}"]`);
    await field.focus();
    await page.keyboard.press('End');
    const before = (await field.inputValue()).length;
    const keys = [...Array(before).fill('Backspace'), ...text];
    presses += keys.length;
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(PAUSE_MS);
    }
  }
  const slow = await page.evaluate(() => window.slowPresses());
  return [...slow, ...Array(Math.max(presses - slow.length, 0)).fill(LEAST_MS)];
}

/** Runs in the page. One press is several events of one interaction. */
function observe(least) {
  const durations = new Map();
  const note = (entries) => {
    for (const { name, interactionId, duration } of entries) {
      if (!/^key/.test(name) || interactionId === 0) continue;
      durations.set(interactionId, Math.max(durations.get(interactionId) ?? 0, duration));
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'event', durationThreshold: least });
  window.slowPresses = () => {
    note(observer.takeRecords());
    return [...durations.values()];
  };
}
