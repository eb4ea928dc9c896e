// Playwright's `test` with the wizard at hand, and a watch over everything that the browser complains of.
import { test as base, expect } from '@playwright/test';

import { Result } from '../pages/result.js';
import { Wizard } from '../pages/wizard.js';

export { expect };

export const test = base.extend({
  wizard: async ({ page, javaScriptEnabled }, use) => {
    await use(new Wizard(page, javaScriptEnabled ?? true));
  },
  result: async ({ page }, use) => {
    await use(new Result(page));
  },
  /** Addresses that a test keeps from the page. */
  mayFail: [[], { option: true }],
  /** No error in the console, no breach of the content security policy, no 5xx, no other host: in any test. */
  complaints: [
    async ({ context, baseURL, javaScriptEnabled, mayFail }, use) => {
      const complaints = [];
      // Chromium reports breaches of the policy as errors. It warns of what is loaded for a script that may not run.
      const kinds = javaScriptEnabled === false ? ['error'] : ['error', 'warning'];
      context.on('console', (message) => {
        const isMeant = mayFail.some((address) => address.test(message.location().url));
        if (kinds.includes(message.type()) && !isMeant) complaints.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => complaints.push(`exception: ${error.error()}`));
      context.on('request', (request) => {
        const url = new URL(request.url());
        if (url.protocol.startsWith('http') && url.origin !== baseURL) complaints.push(`other host: ${url}`);
      });
      context.on('response', (response) => {
        if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

/** The same tests, live and as plain pages. */
export function withAndWithoutScript(tests) {
  for (const hasScript of [true, false]) {
    test.describe(hasScript ? 'with script' : 'without script', () => {
      test.use({ javaScriptEnabled: hasScript });
      tests(hasScript);
    });
  }
}
