// The questions, as a person meets them: by label, with the keyboard, step after step.
import { expect } from '@playwright/test';

export class Wizard {
  constructor(page, hasScript) {
    this.page = page;
    this.hasScript = hasScript;
    this.heading = page.getByRole('heading', { level: 1 });
    this.steps = page.getByRole('navigation', { name: 'Steps' });
    this.problems = page.getByRole('group', { name: 'Please look at these answers again' });
    this.more = page.locator('details.more');
  }

  /** Opens a page and waits until it is live, where it can be. */
  async open(path = '/') {
    const response = await this.page.goto(path);
    await this.isLive();
    return response;
  }

  async isLive() {
    if (this.hasScript) await expect(this.page.locator('html[data-hydrated]')).toBeAttached();
  }

  /** The text box, list, tick box or group of buttons with this label. */
  control(label) {
    const by = (role) => this.page.getByRole(role, { name: label, exact: true });
    return by('textbox').or(by('combobox')).or(by('checkbox')).or(by('group'));
  }

  /** As `control`, unfolded and, without script, asked for. */
  async find(label) {
    const control = this.control(label);
    if (!this.hasScript && (await control.count()) === 0) {
      await this.openMore();
      if ((await control.count()) === 0) await this.update();
    }
    if ((await this.more.count()) > 0 && (await control.count()) === 0) await this.openMore();
    await expect(control).toBeVisible();
    return control;
  }

  async openMore() {
    if ((await this.more.count()) > 0 && (await this.more.getAttribute('open')) === null) {
      await this.more.getByText('More', { exact: true }).click();
    }
  }

  /** Answers one question: types a text, picks from a list, presses a button, ticks a box. */
  async answer(label, value) {
    const control = await this.find(label);
    const tag = await control.evaluate((element) => element.localName);
    if (tag === 'fieldset') {
      // The label, as a mouse would: it covers the card that the button is in.
      await control.getByText(value, { exact: true }).click();
      await expect(control.getByRole('radio', { name: value, exact: true })).toBeChecked();
    } else if (tag === 'select') {
      await control.selectOption({ label: value });
    } else if (typeof value === 'boolean') {
      await control.setChecked(value);
    } else {
      await control.fill('');
      await control.pressSequentially(value);
    }
  }

  async answerAll(answers) {
    for (const [label, value] of Object.entries(answers)) await this.answer(label, value);
  }

  /** Presses the button that leads on. */
  async goOn() {
    const before = this.page.url();
    await this.page.getByRole('button', { name: /^(Next: |Show the result)/ }).click();
    await expect(this.page).not.toHaveURL(before);
  }

  /** To a step by the list of steps. Without script, what was typed is sent first. */
  async goTo(step) {
    if (!this.hasScript) await this.update();
    await this.steps.getByRole('link', { name: new RegExp(`^${step}`) }).click();
    await expect(this.page).toHaveURL(new RegExp(`^[^?#]*/${step.toLowerCase()}(\\?|#|$)`));
  }

  /** Without script: sends what was typed and stays on this step. */
  async update() {
    await this.page.getByRole('button', { name: 'Update the result' }).click();
  }

  /** What is wrong with an answer, said at its field. */
  problemAt(path) {
    return this.page.locator(`[id="${path}-problem"]`);
  }
}
