// Two people edit one record: names in the dialog, nothing overwritten in silence, the choice kept. And the whole of it
// without a mouse.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { inMenu, tabTo } from "../pages/keyboard.mjs";
import { Portal } from "../pages/portal.mjs";
import { Staff } from "../pages/staff.mjs";
import { demo } from "../pages/words.mjs";

let server, browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function someone(options = {}) {
  const staff = new Staff(await openPage(browser, options), server.url);
  await staff.open();
  await staff.signIn();
  return staff;
}

test("who saves second chooses between two names, and what they chose is saved", async () => {
  const staff = await someone();
  const { items: contacts } = await (await staff.ask("/contacts?q=carmen")).json();
  const contact = contacts[0];
  const { items: [theirs, mine] } = await (await staff.ask("/organisations")).json();
  await staff.page.goto(`${staff.base}/contacts/${contact.id}/edit`);
  const box = staff.page.getByRole("combobox", { name: "Organización", exact: true });
  await box.fill(mine.name);
  await staff.page.getByRole("option", { name: mine.name }).click();
  await staff.input("Teléfono").fill("+34 600 111 222");

  const changed = await staff.page.request.patch(`${staff.api}/contacts/${contact.id}`, {
    headers: { origin: server.url },
    data: { organisation_id: theirs.id, phone: "+34 600 333 444" },
  });
  assert.equal(changed.status(), 200, await changed.text());
  await staff.button(staff.w.save).click();
  const dialog = staff.page.getByRole("dialog", { name: "Otra persona lo ha cambiado" });
  await dialog.waitFor();
  const words = await dialog.textContent();
  for (const said of [mine.name, theirs.name, "+34 600 111 222", "+34 600 333 444"]) assert.ok(words.includes(said), `the dialog says ${said}`);
  assert.doesNotMatch(words, /[0-9a-f]{8}-[0-9a-f]{4}-/, "nobody reads an id");
  await assertAccessible(staff.page, "lost race");
  await shot(staff.page, "lost-race");

  await dialog.getByRole("group", { name: "Teléfono" }).getByRole("radio", { name: /333 444/ }).check();
  await dialog.getByRole("button", { name: "Seguir con estos valores" }).click();
  assert.equal(await box.inputValue(), mine.name, "the name goes with the id");
  assert.equal(await staff.input("Teléfono").inputValue(), "+34 600 333 444");
  await staff.button(staff.w.save).click();
  await staff.heading(`${contact.first_name} ${contact.last_name}`).waitFor();
  const saved = await (await staff.ask(`/contacts/${contact.id}`)).json();
  assert.deepEqual([saved.organisation_id, saved.phone], [mine.id, "+34 600 333 444"]);
  assertQuiet(staff.page, [/status of 412/]);
});

test("«Campo Portal» of «Estado» shows the status and leaves it off the form", async () => {
  const staff = await someone();
  const status = async () => (await (await staff.ask("/modules/cases/fields")).json()).items.find((field) => field.api_name === "status");
  await staff.openStudio(staff.w.cases);
  await staff.setPortalField(staff.w.status, false);
  assert.equal((await status()).portal.view, "hidden");
  await staff.setPortalField(staff.w.status, true);
  const { portal } = await status();
  assert.deepEqual([portal.create, portal.view, portal.list, portal.search], ["hidden", "read", true, true]);
  assertQuiet(staff.page);
});

test("the settings welcome with what one may enter", async () => {
  const staff = await someone({ width: WIDTHS.phone });
  await staff.page.goto(`${staff.base}/settings`);
  await staff.page.getByRole("main").getByRole("link", { name: /^Editar campos Los campos/ }).click();
  await staff.heading("Editar campos").waitFor();
  await staff.page.goBack();
  await staff.heading("Configuración del CRM").waitFor();
  assertQuiet(staff.page);
});

test("a contact and a case come to be without a mouse", async () => {
  const page = await openPage(browser, { width: WIDTHS.desktop });
  const staff = new Staff(page, server.url);
  const { keyboard } = page;
  await staff.open();
  await staff.button(staff.w.signIn).waitFor();
  await tabTo(page, staff.input(staff.w.email));
  await keyboard.type(demo.owner);
  await tabTo(page, staff.input(staff.w.password));
  await keyboard.type(demo.staffPassword);
  await keyboard.press("Enter");
  const press = async (target, key = "Enter") => {
    await target.waitFor();
    await tabTo(page, target);
    await keyboard.press(key);
  };
  await press(staff.page.getByRole("navigation", { name: staff.w.navigation }).getByRole("link", { name: staff.w.contacts }));
  await staff.heading(staff.w.contacts).waitFor();

  // 1–3: the three fields come back.
  await press(staff.button(staff.w.tools));
  await inMenu(page);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), staff.w.editFields);
  await keyboard.press("Enter");
  const block = staff.block(staff.w.companyBlock);
  await press(block.getByRole("button", { name: staff.w.actions, exact: true }));
  await inMenu(page);
  await keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: staff.w.inactiveFields });
  for (const field of [staff.w.portalUser, staff.w.supportStart, staff.w.supportEnd]) await press(dialog.getByLabel(field, { exact: true }), "Space");
  await press(dialog.getByRole("button", { name: staff.w.reactivate, exact: true }));
  await dialog.waitFor({ state: "hidden" });

  // 4: a contact with access.
  await press(staff.page.getByRole("navigation", { name: staff.w.navigation }).getByRole("link", { name: staff.w.contacts }));
  await press(staff.link(staff.w.addContact));
  await press(staff.input(staff.w.lastName), "T");
  await keyboard.type("eclado Solo");
  await tabTo(page, staff.input(staff.w.contactEmail));
  await keyboard.type("teclado@prueba.example");
  await press(staff.input(staff.w.portalUser), "Space");
  await press(staff.button(staff.w.save));
  await staff.heading("Teclado Solo").waitFor();

  // 6: the client's case, as Carmen.
  const client = new Portal(await openPage(browser, { width: WIDTHS.desktop }), server.url, demo.slug);
  await client.open("/cases/new");
  await client.input(client.w.username).waitFor();
  await tabTo(client.page, client.input(client.w.username));
  await client.page.keyboard.type(demo.client);
  await tabTo(client.page, client.input(client.w.password));
  await client.page.keyboard.type(demo.clientPassword);
  await client.page.keyboard.press("Enter");
  await client.input(client.w.subject).waitFor();
  await tabTo(client.page, client.input(client.w.subject));
  await client.page.keyboard.type("Sin ratón");
  await tabTo(client.page, client.input(client.w.description));
  await client.page.keyboard.type("Todo con el teclado.");
  await tabTo(client.page, client.button(client.w.send));
  await client.page.keyboard.press("Enter");
  await client.heading("Sin ratón").waitFor();

  // 7: «Campo Portal», and the focus comes back to where it was.
  await staff.openStudio(staff.w.cases);
  const edit = staff.button(staff.w.edit(staff.w.category));
  await press(edit);
  await press(staff.input(staff.w.portalField), "Space");
  await press(staff.button(staff.w.save));
  await page.getByText(staff.w.fieldSaved).waitFor();
  await keyboard.press("Escape");
  await page.waitForFunction((id) => document.activeElement?.id === id, "edit-category");
  assertQuiet(page);
  assertQuiet(client.page);
});
