// From five answers to files that the real programs accept: three real servers, live and by plain forms.
import { expect, test, withAndWithoutScript } from '../support/test.js';
import { unpack } from '../support/bundle.js';
import { SERVERS } from '../support/servers.js';

/** Answers every step as a person would, up to the result. */
async function fillIn(wizard, server) {
  await wizard.open('/');
  await wizard.answerAll(server.start);
  await wizard.goTo('Server');
  for (const step of ['server', 'load', 'storage', 'network', 'options']) {
    await wizard.answerAll(server[step]);
    await wizard.goOn();
  }
  await expect(wizard.heading).toHaveText('The result');
}

/** Downloads, unpacks, and notes what the browser asked for meanwhile. */
async function take(page, result, name) {
  const info = test.info();
  const requests = [];
  const note = (request) => requests.push(request.url());
  page.context().on('request', note);
  const download = await result.download(info.outputPath(`${name}.zip`));
  page.context().off('request', note);
  const bundle = unpack(info.outputPath(`${name}.zip`), info.outputPath(name));
  return { bundle, requests, fileName: download.suggestedFilename() };
}

for (const server of SERVERS) {
  test.describe(server.name, () => {
    withAndWithoutScript((hasScript) => {
      test('the zip is what the real programs accept', async ({ page, wizard, result }) => {
        await fillIn(wizard, server);
        const first = await take(page, result, 'first');
        const second = await take(page, result, 'second');

        expect(first.fileName).toBe(`howdah-${server.domain}.zip`);
        expect(first.bundle.list().map((file) => file.path)).toContain(server.has);
        expect(first.bundle.list()).toEqual(second.bundle.list());
        if (hasScript) {
          // What makes the zip may still be on its way.
          const isModule = (url) => /\/pkg\/[^/]+\/files(\.js|_bg\.wasm)$/.test(url);
          const asked = [...first.requests, ...second.requests];
          const overTheNetwork = asked.filter((url) => url.startsWith('http') && !isModule(url));
          expect(overTheNetwork).toEqual([]);
        }

        const secrets = first.bundle.secrets();
        expect(secrets.length).toBeGreaterThanOrEqual(server.secrets);
        const others = new Set(second.bundle.secrets());
        expect(secrets.filter((secret) => others.has(secret))).toEqual([]);
        for (const url of [page.url(), ...first.requests, ...second.requests]) {
          expect(secrets.filter((secret) => url.includes(secret))).toEqual([]);
        }

        const { status, table } = first.bundle.prove();
        expect(status, table).toBe(0);
      });
    });
  });
}
