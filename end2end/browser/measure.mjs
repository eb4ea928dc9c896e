// What the first page costs and how quickly it answers, of the server at the address given: a benchmark, no test.
//
//   node measure.mjs http://127.0.0.1:3000/
import { chromium } from '@playwright/test';

import { LAUNCH } from './support/chromium.js';
import { measurePresses } from './support/presses.js';

/** Limits of the project for the first load and for a change; the aim is half of each. */
const LIMIT_BYTES = 350_000;
const LIMIT_MS = 50;
/** Fetched once the page is live and has nothing else to do; no part of the first load. */
const WHEN_IDLE = /\/files(_bg\.wasm|\.js)$/;
/** What a press of a key may take with the processor slowed four times: one frame more than the least that is reported. */
const PRESS_GOAL_MS = { median: 32, worst: 48 };
const SAMPLES = 20;
const WARM_UP = 4;
const SLOWDOWNS = [1, 4];

const START = process.argv[2];
if (!START) throw new Error('usage: node measure.mjs URL');
const DOMAIN = '?site.domain=example.social';

const browser = await chromium.launch(LAUNCH);
await printFirstLoad();
await printChanges();
await printPresses();
await browser.close();

/** Bytes over the wire as the browser counts them: bodies as sent, and headers. */
async function printFirstLoad() {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  const requests = new Map();
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    const isLater = WHEN_IDLE.test(response.url);
    requests.set(requestId, { kind: kindOf(response.mimeType, type), encoding: encodingOf(response.headers), isLater, bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (requests.has(requestId)) requests.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(START, { waitUntil: 'networkidle' });
  await page.waitForSelector('html[data-hydrated]');
  await page.close();

  const all = [...requests.values()];
  const [first, later] = [all.filter((request) => !request.isLater), all.filter((request) => request.isLater)];
  const kinds = new Map();
  for (const { kind, encoding, bytes } of first) {
    const sum = kinds.get(kind) ?? { files: 0, bytes: 0, encodings: new Set() };
    kinds.set(kind, { files: sum.files + 1, bytes: sum.bytes + bytes, encodings: sum.encodings.add(encoding) });
  }
  const sum = (requests) => requests.reduce((sum, { bytes }) => sum + bytes, 0);
  const total = sum(first);
  console.log('First load, bytes over the wire with headers:');
  for (const [kind, { files, bytes, encodings }] of [...kinds].sort((one, other) => other[1].bytes - one[1].bytes)) {
    console.log(`  ${kind.padEnd(8)} ${String(bytes).padStart(8)}  ${files} × ${[...encodings].join(', ')}`);
  }
  console.log(`  ${'total'.padEnd(8)} ${String(total).padStart(8)}  ${ratios(total, LIMIT_BYTES, 'bytes')}`);
  console.log(`  ${'when idle'.padEnd(8)} ${String(sum(later)).padStart(7)}  the module for files: not waited for by anything`);
}

/** From the frame that shows a changed input to the last change of the result, and from the change to its painting. */
async function printChanges() {
  console.log(`\nFrom a changed input to the updated result, ${SAMPLES} changes:`);
  for (const slowdown of SLOWDOWNS) {
    const page = await openSlowed(slowdown);
    const samples = [];
    for (let sample = -WARM_UP; sample < SAMPLES; sample += 1) {
      const taken = await page.evaluate(changeOnce, sample % 2 === 0 ? '8 GiB' : '16 GiB');
      if (sample >= 0) samples.push(taken);
    }
    await page.close();
    for (const [name, measured] of [
      ['shown', samples.map(({ shown }) => shown)],
      ['painted', samples.map(({ painted }) => painted)],
    ]) {
      const median = quantile(measured, 0.5);
      const line = `  ${slowdown}x CPU, ${name.padEnd(8)} median ${ms(median)}, p95 ${ms(quantile(measured, 0.95))}, least ${ms(Math.min(...measured))}`;
      console.log(slowdown === 1 ? `${line}   ${ratios(median, LIMIT_MS, 'ms')}` : line);
    }
  }
}

/** From the press of a key to the frame that shows the letter. */
async function printPresses() {
  console.log('\nFrom the press of a key to its letter, real presses in three fields:');
  for (const slowdown of SLOWDOWNS) {
    const page = await openSlowed(slowdown);
    const presses = await measurePresses(page);
    await page.close();
    const [median, worst] = [quantile(presses, 0.5), Math.max(...presses)];
    const line = `  ${slowdown}x CPU, ${presses.length} presses, median ${ms(median)}, p95 ${ms(quantile(presses, 0.95))}, worst ${ms(worst)}`;
    const goal = `goal: median ${ms(PRESS_GOAL_MS.median)}, worst ${ms(PRESS_GOAL_MS.worst)}`;
    console.log(slowdown === 1 ? line : `${line}   ${goal}`);
  }
}

async function openSlowed(slowdown) {
  const page = await browser.newPage();
  await page.goto(START + DOMAIN, { waitUntil: 'networkidle' });
  await page.waitForSelector('html[data-hydrated]');
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return page;
}

/** Runs in the page. */
async function changeOnce(value) {
  // Frames without a change after which none is to come.
  const rest = 6;
  const input = document.getElementById('hosts.0.memory');
  const result = document.querySelector('#result .result-content');
  // A frame has been painted when a task runs after it.
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)));
  let [changed, still, lastPainted] = [undefined, 0, undefined];
  const observer = new MutationObserver(() => {
    [changed, still] = [performance.now(), 0];
  });
  observer.observe(result, { subtree: true, childList: true, characterData: true, attributes: true });
  const started = performance.now();
  const begun = painted();
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  while (changed === undefined || still < rest) {
    const frame = await painted();
    if (changed !== undefined && still === 0) lastPainted = frame;
    still += 1;
  }
  observer.disconnect();
  return { shown: changed - (await begun), painted: lastPainted - started };
}

function kindOf(mime, type) {
  const kinds = { 'text/html': 'HTML', 'text/css': 'CSS', 'text/javascript': 'script', 'application/wasm': 'WASM', 'image/svg+xml': 'icon' };
  return kinds[mime] ?? type;
}

function encodingOf(headers) {
  const [, encoding] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-encoding') ?? [];
  return encoding ?? 'plain';
}

function quantile(values, share) {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const low = Math.floor(place);
  return sorted[low] + (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]) * (place - low);
}

function ms(value) {
  return `${value.toFixed(1)} ms`;
}

function ratios(value, limit, unit) {
  return `${(value / limit).toFixed(2)} of the limit (${limit} ${unit}), ${(value / (limit / 2)).toFixed(2)} of the aim (${limit / 2} ${unit})`;
}
