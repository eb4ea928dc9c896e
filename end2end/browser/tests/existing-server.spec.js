// A server that has its passwords and keys already: places are marked, nothing is drawn.
import { unpack } from '../support/bundle.js';
import { expect, test, withAndWithoutScript } from '../support/test.js';

withAndWithoutScript(() => {
  test('marks in place of secrets, each in the runbook, and the programs accept the rest', async ({ wizard, result }) => {
    await wizard.open('/');
    await wizard.answerAll({ 'The server is': 'Set up by others', Domain: 'example.social', 'CPU cores': '4', Memory: '8 GiB', 'Active users': '1000' });
    await wizard.goTo('Server');
    await wizard.answerAll({ 'Mastodon version': '4.3' });
    await wizard.goTo('Options');
    await wizard.answer('PgBouncer', 'Yes');
    await wizard.goOn();
    await expect(result.pane.page().getByText('CHANGE_ME').first()).toBeVisible();

    const bundles = [];
    for (const name of ['first', 'second']) {
      await result.download(test.info().outputPath(`${name}.zip`));
      bundles.push(unpack(test.info().outputPath(`${name}.zip`), test.info().outputPath(name)));
    }
    const [first, second] = bundles;
    expect(first.texts()).toEqual(second.texts());
    for (const secret of first.secrets()) expect(secret).toMatch(/^CHANGE_ME_[A-Z_]+$/);

    const { 'RUNBOOK.md': runbook, ...others } = first.texts();
    const marks = new Set(Object.values(others).join('\n').match(/CHANGE_ME_[A-Z_]*[A-Z]/g));
    expect(marks.size).toBeGreaterThan(5);
    expect([...marks].filter((mark) => !runbook.includes(mark))).toEqual([]);

    const { status, table } = first.prove();
    expect(status, table).toBe(0);
  });
});
