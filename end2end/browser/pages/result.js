// The result beside the questions: verdict, bars, numbers, files, download.

export class Result {
  constructor(page) {
    this.page = page;
    this.pane = page.locator('#result');
    // Without what is read aloud, which follows once typing rests.
    this.content = this.pane.locator('.result-content');
    this.verdict = this.pane.locator('.verdict');
    this.memory = page.getByRole('region', { name: 'Memory', exact: true });
    this.connections = page.getByRole('region', { name: 'Database connections' });
    this.findings = page.getByRole('region', { name: 'What to know' });
    this.views = page.getByRole('navigation', { name: 'Parts of the result' });
    this.downloadButton = page.getByRole('button', { name: 'Download the zip' });
  }

  async show(view) {
    await this.views.getByRole('link', { name: view }).click();
  }

  /** A file in the list. */
  file(path) {
    const name = path.split('/').at(-1);
    const folder = path.slice(0, -name.length) || './';
    const list = this.pane.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name: folder, exact: true }) });
    return list.getByRole('link', { name, exact: true });
  }

  /** Where the text of an open file is. */
  text(path) {
    return this.page.getByRole('region', { name: path, exact: true });
  }

  /** Opens a file of the list and returns its text's place. */
  async openFile(path) {
    await this.file(path).click();
    return this.text(path);
  }

  /** The words that a bar has for those who do not see it. */
  bar(name) {
    return this.pane.getByRole('img', { name });
  }

  /** Presses the button and saves what comes. */
  async download(file) {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.downloadButton.click()]);
    await download.saveAs(file);
    return download;
  }
}
