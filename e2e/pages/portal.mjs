// The client portal, as a client uses it. Every name is looked up in words.mjs.

import assert from "node:assert/strict";
import { words } from "./words.mjs";

export class Portal {
  constructor(page, url, slug, language = "es") {
    Object.assign(this, { page, base: `${url}/p/${slug}`, api: `${url}/api/portal/v1/${slug}` });
    this.speakNow(language);
  }

  /** From now on the page is expected to speak this language. */
  speakNow(language) {
    this.w = words[language].portal;
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name) {
    return this.page.getByRole("link", { name, exact: true });
  }

  input(label) {
    return this.page.getByLabel(label, { exact: true });
  }

  heading(name) {
    return this.page.getByRole("heading", { name, exact: true });
  }

  async open(path = "/") {
    await this.page.goto(`${this.base}${path}`);
  }

  async fillSignIn(username, password) {
    await this.input(this.w.username).fill(username);
    await this.input(this.w.password).fill(password);
    await this.button(this.w.signIn).click();
  }

  async signIn(username, password, firstName) {
    await this.fillSignIn(username, password);
    await this.heading(this.w.hello(firstName)).waitFor();
  }

  async chooseOwnPassword(password, again = password) {
    await this.input(this.w.newPassword).fill(password);
    await this.input(this.w.repeatPassword).fill(again);
    await this.button(this.w.save).click();
  }

  /** Before the door: the language menu shows the language that is spoken now. */
  async speakAtTheDoor(from, to) {
    await this.button(words[from].name).click();
    await this.page.getByRole("menuitemradio", { name: words[to].name, exact: true }).click();
    this.speakNow(to);
    await this.button(this.w.signIn).waitFor();
  }

  async speak(language) {
    await this.page.getByRole("button", { name: this.w.account }).click();
    await this.page.getByRole("menuitemradio", { name: words[language].name, exact: true }).click();
    this.speakNow(language);
    await this.link(this.w.cases).waitFor();
  }

  async signOut() {
    await this.page.getByRole("button", { name: this.w.account }).click();
    await this.page.getByRole("menuitem", { name: this.w.signOut, exact: true }).click();
    await this.button(this.w.signIn).waitFor();
  }

  async goToCases() {
    await this.link(this.w.cases).click();
    await this.heading(this.w.cases).waitFor();
    await this.page.getByRole("radiogroup", { name: this.w.state, exact: true }).waitFor();
  }

  async newCase() {
    await this.link(this.w.newCase).click();
    await this.input(this.w.subject).waitFor();
  }

  /** Fills in what is given by label, sends, and waits for the page of the new case. */
  async sendCase(values) {
    for (const [label, value] of Object.entries(values)) await this.input(label).fill(value);
    await this.button(this.w.send).click();
    await this.heading(values[this.w.subject]).waitFor();
  }

  state(name) {
    return this.page.getByRole("radio", { name, exact: true });
  }

  /** The count that describes a state. */
  async count(name) {
    const input = this.state(name);
    const id = await input.getAttribute("aria-describedby");
    const text = this.page.locator(`[id="${id}"]`);
    await text.filter({ hasText: /^\d+$/ }).waitFor();
    return Number(await text.textContent());
  }

  async openSearch() {
    const button = this.button(this.w.search);
    assert.equal(await button.getAttribute("aria-expanded"), "false");
    await button.click();
    await this.input(this.w.textOrNumber).waitFor();
  }

  async find(text) {
    await this.openSearch();
    await this.input(this.w.textOrNumber).fill(text);
    await this.button(this.w.results).click();
  }

  /** An answer of the API to the client who is signed in. */
  ask(path) {
    return this.page.request.get(`${this.api}${path}`);
  }

  /** The line that says how many results there are; a live region. */
  result(sentence) {
    return this.page.getByRole("status").filter({ hasText: new RegExp(`^${sentence}$`) });
  }
}
