// The staff app, as a member of staff uses it. Every name is looked up in words.mjs.

import assert from "node:assert/strict";
import { demo, words } from "./words.mjs";

export class Staff {
  constructor(page, url, language = "es") {
    Object.assign(this, { page, base: `${url}/app`, api: `${url}/api/v1` });
    this.speakNow(language);
  }

  speakNow(language) {
    this.w = words[language].staff;
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  link(name) {
    return this.page.getByRole("link", { name, exact: true });
  }

  /** A case in its list, whether it has been read or not. */
  caseLink(subject) {
    return this.page.getByRole("link", { name: new RegExp(`^((Sin leer|Unread|Ongelezen): )?${subject.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`) });
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

  async signIn(email = demo.owner, password = demo.staffPassword) {
    await this.input(this.w.email).fill(email);
    await this.input(this.w.password).fill(password);
    await this.button(this.w.signIn).click();
    await this.button(this.w.profile).waitFor();
  }

  async speak(language) {
    await this.button(this.w.profile).click();
    await this.page.getByRole("menuitemradio", { name: words[language].name, exact: true }).click();
    this.speakNow(language);
    await this.link(this.w.contacts).waitFor();
  }

  /** An answer of the API to the member of staff who is signed in. */
  ask(path) {
    return this.page.request.get(`${this.api}${path}`);
  }

  async goTo(section) {
    await this.page.getByRole("navigation", { name: this.w.navigation, exact: true }).getByRole("link", { name: section, exact: true }).click();
    await this.heading(section).waitFor();
  }

  /** «Herramientas» → «Editar campos» of the list that is open. */
  async editFields() {
    await this.button(this.w.tools).click();
    await this.page.getByRole("menuitem", { name: this.w.editFields, exact: true }).click();
    await this.heading(this.w.editFields).waitFor();
  }

  /** The block with this heading. */
  block(name) {
    return this.page.getByRole("region", { name, exact: true });
  }

  async reactivate(block, fields) {
    await this.block(block).getByRole("button", { name: this.w.actions, exact: true }).click();
    await this.page.getByRole("menuitem", { name: this.w.inactiveFields, exact: true }).click();
    const dialog = this.page.getByRole("dialog", { name: this.w.inactiveFields, exact: true });
    for (const field of fields) await dialog.getByRole("checkbox", { name: field, exact: true }).check();
    await dialog.getByRole("button", { name: this.w.reactivate, exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
    for (const field of fields) await this.block(block).getByText(field, { exact: true }).waitFor();
  }

  async newContact() {
    await this.link(this.w.addContact).click();
    await this.input(this.w.lastName).waitFor();
  }

  async saveContact({ firstName, lastName, email, language }) {
    await this.input(this.w.firstName).fill(firstName);
    await this.input(this.w.lastName).fill(lastName);
    await this.input(this.w.contactEmail).fill(email);
    if (language) await this.page.getByRole("combobox", { name: this.w.language, exact: true }).selectOption(language);
    await this.page.getByRole("checkbox", { name: this.w.portalUser, exact: true }).check();
    await this.button(this.w.save).click();
    await this.heading(`${firstName} ${lastName}`).waitFor();
  }

  /** Gear → «Configuración del CRM» → «Estudio» → «Editar campos» → the module. */
  async openStudio(module) {
    await this.page.getByRole("button", { name: this.w.settings, exact: true }).click();
    await this.page.getByRole("menuitem", { name: this.w.crmSettings, exact: true }).click();
    await this.page.getByRole("navigation", { name: this.w.settings, exact: true }).getByRole("link", { name: this.w.studio, exact: true }).click();
    await this.link(this.w.editFields).click();
    const select = this.page.getByRole("combobox", { name: this.w.module, exact: true });
    await select.waitFor();
    await this.page.waitForFunction((label) => [...document.querySelectorAll("select")].some((each) => each.selectedOptions[0]?.label === label), this.w.deals);
    assert.equal(await select.evaluate((element) => element.selectedOptions[0].label), this.w.deals);
    await select.selectOption({ label: module });
    await this.button(this.w.edit(this.w.category)).waitFor();
  }

  /** Switches «Campo Portal» of a field and saves. */
  async setPortalField(label, on) {
    await this.button(this.w.edit(label)).click();
    const box = this.page.getByRole("checkbox", { name: this.w.portalField, exact: true });
    await box.setChecked(on);
    const saved = this.page.waitForResponse((response) => response.request().method() === "PATCH" && response.url().includes("/fields/"));
    await this.button(this.w.save).click();
    assert.equal((await saved).status(), 200);
  }
}
