// Getting about by keyboard alone.
import { expect } from '@playwright/test';

/** More presses than any page should need. Our judgement. */
const PRESSES_MAX = 150;

/** Presses Tab until the place has the focus; on the way, each stop must be seen to have it. */
export async function tabTo(page, place) {
  for (let press = 1; press <= PRESSES_MAX; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(lookAtFocus);
    expect(stop.isSeen, `focus is not to be seen on ${stop.name}`).toBe(true);
    if (await place.evaluate((element) => element === document.activeElement).catch(() => false)) return press;
  }
  throw new Error(`${PRESSES_MAX} presses of Tab do not lead to ${place}`);
}

/** What has the focus, and whether it, or the box that it is in, is drawn with an outline on the screen. */
function lookAtFocus() {
  const focused = document.activeElement;
  const isOutlined = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const box = focused.getBoundingClientRect();
  const isOnScreen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 1;
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
    Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1),
  );
  const own = [focused, ...(focused.labels ?? [])];
  const isCovered = middle !== null && !middle.contains(focused) && !own.some((element) => element.contains(middle));
  const name = `${focused.localName} "${(focused.getAttribute('aria-label') ?? (focused.textContent || focused.id)).trim().slice(0, 40)}"`;
  // The browser's own page comes round between the last stop and the first.
  if (focused === document.body) return { name, isSeen: true };
  const hasOutline = isOutlined(focused) || isOutlined(focused.parentElement);
  const why = [hasOutline ? '' : 'no outline', isOnScreen ? '' : 'off screen', isCovered ? `covered by ${middle.className}` : ''];
  return { name: `${name} (${why.filter(Boolean).join(', ')})`, isSeen: hasOutline && isOnScreen && !isCovered };
}
