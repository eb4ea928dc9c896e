// A howdah.yaml becomes the answers of the page, in the browser alone.
import { readFileSync } from 'node:fs';

import { unpack } from '../support/bundle.js';
import { expect, test } from '../support/test.js';

const YAML = `
# Edited by hand.
site: { domain: example.social, server: changed }
hosts:
  - { cores: 8, memory: 32 GiB }
load: { active_users: 5000 }
`;

const choose = (page, text, name = 'howdah.yaml') =>
  page.getByLabel(/^Have a howdah\.yaml/).setInputFiles({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) });

test('a file that is chosen becomes the answers, and is sent nowhere', async ({ page, context, wizard, result }) => {
  await wizard.open('/?options.search=elasticsearch');
  const sent = [];
  context.on('request', (request) => {
    if (request.postData() !== null || request.url().includes('example.social')) sent.push(request.url());
  });
  await choose(page, YAML);
  await expect(page.getByRole('status').filter({ hasText: 'is loaded' })).toContainText('howdah.yaml');
  await expect(wizard.control('Domain')).toHaveValue('example.social');
  await expect(wizard.control('The server is').getByRole('radio', { name: 'Set up by Howdah' })).toBeChecked();
  await expect(result.verdict).toContainText('8 cores and 32 GiB of memory, for 5000 active users');
  // The file is the whole: what it leaves out has its default.
  await expect(page).not.toHaveURL(/search/);
  expect(sent).toEqual([]);
  await page.goBack();
  await expect(page).toHaveURL(/search/);
});

test("the file of a bundle gives the bundle's answers again", async ({ page, wizard, result }, testInfo) => {
  await wizard.open('/?site.domain=example.social&hosts.0.memory=8+GiB&hosts.0.cores=4&options.pgbouncer=on');
  const zip = testInfo.outputPath('bundle.zip');
  await result.download(zip);
  unpack(zip, testInfo.outputPath('bundle'));
  await wizard.open('/');
  await choose(page, readFileSync(testInfo.outputPath('bundle/howdah.yaml')));
  await expect(page.getByRole('status').filter({ hasText: 'is loaded' })).toBeVisible();
  const answers = () => Object.fromEntries(new URL(page.url()).searchParams);
  await expect.poll(answers).toMatchObject({
    'site.domain': 'example.social',
    'hosts.0.memory': '8 GiB',
    'hosts.0.cores': '4',
    'options.pgbouncer': 'on',
  });
});

test('a file that is dropped on the page is read, too', async ({ page, wizard }) => {
  await wizard.open('/load');
  const dropped = await page.evaluateHandle((text) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], 'mine.yaml'));
    return dropped;
  }, YAML);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: dropped });
  await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  await expect(page.getByRole('status').filter({ hasText: 'mine.yaml' })).toBeVisible();
  await expect(wizard.control('Domain')).toHaveValue('example.social');
});

test('what was not understood is listed, and the rest is taken', async ({ page, wizard, result }) => {
  await wizard.open('/');
  await choose(page, `${YAML}zebra: 1\nmastodon: [4.3]\nstorage: { kind: tape }\n`);
  await expect(page.getByRole('status').filter({ hasText: 'is loaded' })).toContainText('mastodon: is a list');
  await expect(page.locator('.step-notes')).toContainText('zebra');
  await expect(wizard.problemAt('storage.kind')).toContainText('“tape”');
  await expect(result.verdict).toContainText('Not counted yet: Media storage');
  await expect(wizard.control('CPU cores')).toHaveValue('8');
});

for (const [what, text] of [
  ['that is no YAML', 'site: ['],
  ['that is too long', `# ${'x'.repeat(70_000)}`],
]) {
  test(`a file ${what} changes nothing`, async ({ page, wizard }) => {
    await wizard.open('/?site.domain=example.social');
    await choose(page, text);
    await expect(page.getByRole('status').filter({ hasText: 'could not be read' })).toBeVisible();
    await expect(wizard.control('Domain')).toHaveValue('example.social');
  });
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says how else', async ({ page, wizard }) => {
    await wizard.open('/');
    await expect(page.getByText('howdah bundle howdah.yaml')).toBeVisible();
    await expect(page.getByLabel(/^Have a howdah\.yaml/)).toBeHidden();
  });
});
