// Whatever is typed: the message names field, text and limit, nothing is lost, and no file has it.
import { BAD, BAD_IN_LINKS, MARK } from '../support/hostile.js';
import { expect, test, withAndWithoutScript } from '../support/test.js';

const link = (step, answers) => `/${step}?${new URLSearchParams({ 'site.domain': 'example.social', ...answers })}`;

withAndWithoutScript((hasScript) => {
  test('each field says what is wrong and what would be right', async ({ page, wizard, result }) => {
    for (const bad of BAD) {
      await test.step(`${bad.label}: ${bad.text}`, async () => {
        await wizard.open(link(bad.step, bad.with));
        await wizard.answer(bad.label, bad.text);
        if (hasScript) await wizard.control(bad.label).blur();
        else await wizard.update();

        await expect(wizard.problemAt(bad.path)).toContainText(`“${bad.text}”`);
        await expect(wizard.problemAt(bad.path)).toContainText(bad.limit);
        const control = wizard.control(bad.label);
        await expect(control).toHaveValue(bad.text);
        await expect(control).toHaveAttribute('aria-invalid', 'true');
        await expect(control).toHaveAccessibleDescription(new RegExp(`^“.*Wanted: `));
        await expect(result.downloadButton).toHaveCount(0);
        await expect(page).not.toHaveTitle(/error/i);
      });
    }
  });

  test('all that is wrong is listed at once, with links to the fields', async ({ page, wizard }) => {
    await wizard.open('/');
    await wizard.answerAll({ Domain: 'nowhere', 'CPU cores': '0', Memory: '1 byte', 'Active users': 'many' });
    if (hasScript) await page.getByRole('button', { name: /^(Next: |Show the result)/ }).click();
    else await wizard.update();
    await expect(wizard.problems.getByRole('listitem')).toHaveText([
      /^Domain: “nowhere” .*Wanted: /,
      /^CPU cores: “0” .*Wanted: /,
      /^Memory: “1 byte” .*Wanted: /,
      /^Active users: “many” .*Wanted: /,
    ]);
    if (hasScript) await expect(wizard.problems).toBeFocused();
    await wizard.problems.getByRole('link', { name: 'Memory' }).click();
    await wizard.isLive();
    if (hasScript) await expect(wizard.control('Memory')).toBeFocused();
    await expect(page).toHaveURL(hasScript ? /./ : /#hosts\.0\.memory$/);
    await expect(wizard.control('Memory')).toHaveValue('1 byte');
    await expect(wizard.control('Domain')).toHaveValue('nowhere');
  });

  test('a link with answers that no control offers is told, and never breaks a page', async ({ wizard, result }) => {
    for (const bad of BAD_IN_LINKS) {
      await test.step(`${bad.path}: ${JSON.stringify(bad.text)}`, async () => {
        const response = await wizard.open(link(bad.step, { [bad.path]: bad.text }));
        expect(response.status()).toBe(200);
        await expect(wizard.problemAt(bad.path)).toContainText(bad.limit);
        await expect(wizard.problems).toContainText(MARK);
        await expect(result.downloadButton).toHaveCount(0);
      });
    }
  });

  test('no file has any of it', async ({ page, wizard, result }) => {
    const answers = Object.fromEntries([...BAD, ...BAD_IN_LINKS].map(({ path, text }) => [path, text]));
    await wizard.open(`/result?${new URLSearchParams({ ...answers, 'storage.kind': 's3', view: 'files' })}`);
    await expect(wizard.problems).toContainText(MARK);
    const links = result.pane.locator('.file-line').getByRole('link');
    const count = await links.count();
    expect(count).toBeGreaterThan(10);
    for (let index = 0; index < count; index += 1) {
      await links.nth(index).click();
      const text = result.pane.locator('.file-text');
      await expect(text).toBeVisible();
      await expect(links.nth(index)).toHaveAttribute('aria-expanded', 'true');
      expect(await text.innerText()).not.toContain(MARK);
    }
    // Names of files, too.
    expect(await result.pane.innerText()).not.toContain(MARK);
  });
});

test('a form that was changed on the way gets its problems, not a zip', async ({ page, context }) => {
  const answers = Object.fromEntries(BAD.map(({ path, text }) => [path, text]));
  const response = await context.request.post('/download', { form: answers });
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toContain('text/html');
  await page.goto(response.url());
  await expect(page.getByRole('group', { name: 'Please look at these answers again' })).toContainText(MARK);
});

test('what was typed cannot become part of the page', async ({ page, wizard }) => {
  const typed = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
  await wizard.open(`/?${new URLSearchParams({ 'site.domain': typed, [typed]: '1' })}`);
  await expect(wizard.control('Domain')).toHaveValue(typed);
  await expect(page.locator('img, main script')).toHaveCount(0);
});
