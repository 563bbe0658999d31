// «Contactos» with many hands and many rows: duplicates and merging, notes, views, many at once. Everything can be taken
// back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { Staff } from "../pages/staff.mjs";

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

/** A change by somebody else, through the API. */
async function send(staff, method, path, data) {
  const answer = await staff.page.request.fetch(`${staff.api}${path}`, { method, data, headers: { origin: server.url } });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return answer.status() === 204 ? null : answer.json();
}

const open = async (staff, contact) => {
  await staff.open(`/contacts/${contact.id}`);
  await staff.heading([contact.first_name, contact.last_name].filter(Boolean).join(" ")).waitFor();
};

test("a duplicate is noticed on entry and merged, and old links go on working", async () => {
  const staff = await someone();
  const { page } = staff;
  const stays = await send(staff, "POST", "/contacts", { first_name: "Berta", last_name: "Lozano", email: "berta@prueba.example", phone: "600100200" });
  await staff.open("/contacts/new");
  await staff.input(staff.w.contactEmail).fill("berta@prueba.example");
  await page.keyboard.press("Tab");
  const hint = page.getByRole("region", { name: "¿Ya existe?" });
  await hint.getByRole("link", { name: /Berta Lozano/ }).waitFor();
  await assertAccessible(page, "a duplicate is noticed");

  const goes = await send(staff, "POST", "/contacts", { first_name: "Berta", last_name: "Lozano Gil", phone: "600 100 200", tags: ["VIP"] });
  await send(staff, "POST", "/cases", { subject: "De la otra Berta", contact_id: goes.id });
  await open(staff, stays);
  await staff.button("Comparar con Berta Lozano Gil").click();
  const dialog = page.getByRole("dialog", { name: "Fusionar dos fichas" });
  await dialog.getByText("1 caso", { exact: false }).waitFor();
  await dialog.getByRole("group", { name: "Apellidos" }).getByRole("radio", { name: "Lozano Gil" }).check();
  await assertAccessible(page, "merging");
  await shot(page, "merge");
  await dialog.getByRole("button", { name: "Fusionar las dos" }).click();
  await staff.heading("Berta Lozano Gil").waitFor();
  await page.getByRole("article").getByText("VIP", { exact: true }).waitFor();
  await staff.open(`/contacts/${goes.id}`);
  await page.waitForURL(new RegExp(stays.id));
  await page.getByRole("tab", { name: "Casos" }).click();
  await page.getByRole("link", { name: /De la otra Berta/ }).waitFor();
  assertQuiet(page);
});

test("notes: a draft survives, one's own can be changed and removed with a way back", async () => {
  const staff = await someone();
  const { page } = staff;
  const contact = await send(staff, "POST", "/contacts", { first_name: "Nora", last_name: "Apunte" });
  await open(staff, contact);
  const box = page.getByRole("textbox", { name: "Nota interna", exact: true });
  await box.fill("Prefiere las tardes.");
  await page.reload();
  await staff.heading("Nora Apunte").waitFor();
  assert.equal(await box.inputValue(), "Prefiere las tardes.");
  await staff.button("Guardar nota").click();
  const note = page.getByRole("listitem").filter({ hasText: "Prefiere las tardes." });
  await note.getByText("Ana Cortés").waitFor();
  assert.equal(await box.inputValue(), "");
  await assertAccessible(page, "notes");
  await staff.button("Acciones con la nota").click();
  await page.getByRole("menuitem", { name: "Editar", exact: true }).click();
  const editor = page.getByRole("listitem").getByRole("textbox", { name: "Nota interna" });
  await editor.fill("Prefiere las mañanas.");
  await page.getByRole("listitem").getByRole("button", { name: "Guardar", exact: true }).click();
  await page.getByText("Prefiere las mañanas.").waitFor();
  await staff.button("Acciones con la nota").click();
  await page.getByRole("menuitem", { name: "Quitar nota" }).click();
  await page.getByText("Prefiere las mañanas.").waitFor({ state: "hidden" });
  const before = (await (await staff.ask(`/contacts/${contact.id}/timeline`)).json()).items.find((entry) => entry.action === "note.created");
  await staff.button("Deshacer").click();
  await page.getByText("Prefiere las mañanas.").waitFor();
  const [back] = (await (await staff.ask(`/contacts/${contact.id}/notes`)).json()).items;
  assert.deepEqual([back.id, back.created_at.slice(0, 19)], [before.subject_id, before.at.slice(0, 19)], "the same note, at its own time");
  assertQuiet(page);
});

test("a view is saved, changed, and taken back after removing", async () => {
  const staff = await someone();
  const { page } = staff;
  await staff.goTo(staff.w.contacts);
  const tabs = page.getByRole("navigation", { name: "Vistas" });
  await tabs.getByRole("link", { name: "Míos" }).click();
  await page.waitForURL(/view=mine&owner_id=me/);
  await staff.button("Guardar como vista nueva").click();
  const dialog = page.getByRole("dialog", { name: "Guardar como vista" });
  await dialog.getByLabel("Nombre de la vista").fill("Mis compradores");
  await assertAccessible(page, "naming a view");
  await dialog.getByRole("button", { name: "Guardar", exact: true }).click();
  await tabs.getByRole("link", { name: "Mis compradores" }).waitFor();
  await page.waitForURL(/view=[0-9a-f-]{36}/);
  await page.getByRole("combobox", { name: "Orden", exact: true }).selectOption({ label: "Creados hace menos" });
  await staff.button("Guardar cambios").click();
  await page.getByText("Vista guardada").waitFor();
  await staff.button("Guardar cambios").waitFor({ state: "hidden" });
  const { items } = await (await staff.ask("/views?filter[module]=contacts")).json();
  assert.equal(items.find((view) => view.name === "Mis compradores").sort, "-created_at");
  await staff.button("Acciones con la vista").click();
  await page.getByRole("menuitem", { name: "Eliminar vista" }).click();
  await tabs.getByRole("link", { name: "Mis compradores" }).waitFor({ state: "hidden" });
  await staff.button("Deshacer").click();
  await tabs.getByRole("link", { name: "Mis compradores" }).waitFor();
  assertQuiet(page);
});

test("many at once: tags with a way back, and access that says first what would happen", async () => {
  const staff = await someone();
  const { page } = staff;
  for (const [first, email] of [["Uno", "uno@prueba.example"], ["Dos", null]]) await send(staff, "POST", "/contacts", { first_name: first, last_name: "Conjunto", email });
  await page.goto(`${staff.base}/contacts?q=conjunto`);
  await page.getByRole("checkbox", { name: "Seleccionar Uno Conjunto" }).check();
  await page.getByRole("checkbox", { name: "Seleccionar Dos Conjunto" }).check();
  const bar = page.getByRole("region", { name: "Acciones con la selección" });
  await bar.getByRole("button", { name: "Etiquetas" }).click();
  const sheet = page.getByRole("dialog", { name: "Etiquetas" });
  await sheet.getByRole("combobox", { name: "Etiquetas" }).fill("Feria");
  await page.getByRole("option", { name: /Feria/ }).click();
  await sheet.getByRole("button", { name: "Añadir etiquetas" }).click();
  await page.getByText("2 cambiados").waitFor();
  await page.getByRole("row").getByText("Feria").first().waitFor();
  const tags = async () => (await (await staff.ask("/contacts?q=conjunto")).json()).items.map((contact) => contact.tags.join());
  assert.deepEqual(await tags(), ["Feria", "Feria"]);
  await staff.button("Deshacer").click();
  await page.getByText("2 vuelven a estar como antes").waitFor();
  assert.deepEqual(await tags(), ["", ""]);

  await page.getByRole("checkbox", { name: "Seleccionar Uno Conjunto" }).check();
  await page.getByRole("checkbox", { name: "Seleccionar Dos Conjunto" }).check();
  await bar.getByRole("button", { name: "Dar acceso al portal" }).click();
  const dialog = page.getByRole("dialog", { name: "¿Dar acceso al portal?" });
  await dialog.getByText("1 recibirá la invitación.").waitFor();
  await dialog.getByText("no tiene correo electrónico").waitFor();
  await assertAccessible(page, "granting to many");
  await shot(page, "bulk-grant");
  await dialog.getByRole("button", { name: "Cancelar" }).click();

  await bar.getByRole("button", { name: "Eliminar" }).click();
  await page.getByText("Ningún contacto coincide").waitFor();
  await staff.button("Deshacer").first().click();
  await staff.link("Uno Conjunto").waitFor();
  assertQuiet(page);
});

test("two windows merge the same pair: the second one is told, and nothing is merged twice", async () => {
  const [first, second] = [await someone(), await someone()];
  const stays = await send(first, "POST", "/contacts", { first_name: "Gema", last_name: "Soler", email: "gema@prueba.example" });
  const goes = await send(first, "POST", "/contacts", { first_name: "Gema", last_name: "Soler Roca", email: "gema@prueba.example" });
  const dialogs = [];
  for (const staff of [first, second]) {
    await open(staff, stays);
    await staff.button("Comparar con Gema Soler Roca").click();
    const dialog = staff.page.getByRole("dialog", { name: "Fusionar dos fichas" });
    await dialog.getByRole("group", { name: "Apellidos" }).waitFor();
    dialogs.push(dialog);
  }
  await dialogs[0].getByRole("button", { name: "Fusionar las dos" }).click();
  await first.page.getByText("Gema Soler Roca ahora es Gema Soler").waitFor();
  await dialogs[1].getByRole("button", { name: "Fusionar las dos" }).click();
  await dialogs[1].getByText("Alguien ya ha fusionado esa ficha con otra", { exact: false }).waitFor();
  await assertAccessible(second.page, "merged already");
  await dialogs[1].getByRole("button", { name: "Cancelar" }).click();
  await second.heading("Gema Soler").waitFor();
  const { items } = await (await second.ask(`/contacts/${stays.id}/timeline`)).json();
  assert.equal(items.filter((entry) => entry.action === "contact.merged").length, 1);
  assert.equal((await (await second.ask(`/contacts/${goes.id}`)).json()).id, stays.id);
  assertQuiet(first.page);
  assertQuiet(second.page, [/status of 409/]);
});

test("what a colleague adds and changes appears in the open list, and what one reads stays where it is", async () => {
  const staff = await someone();
  const { page } = staff;
  const there = await send(staff, "POST", "/contacts", { first_name: "Zacarías", last_name: "Vivo" });
  await staff.open("/contacts?q=vivo");
  await staff.link("Zacarías Vivo").waitFor();
  const row = await staff.link("Zacarías Vivo").elementHandle();
  const colleague = await someone();
  await send(colleague, "POST", "/contacts", { first_name: "Abril", last_name: "Vivo" });
  await staff.link("Abril Vivo").waitFor({ timeout: 2_000 });
  await page.getByRole("status").getByText("2 contactos", { exact: true }).waitFor();
  assert.ok(await row.evaluate((element) => element.isConnected), "the row that was there is the same one");
  await send(colleague, "PATCH", `/contacts/${there.id}`, { tags: ["Feria"] });
  await page.getByRole("row", { name: /Zacarías Vivo/ }).getByText("Feria").waitFor({ timeout: 2_000 });
  assertQuiet(page);
});

test("without the server one is told, what was typed stays, and is saved when it is back", async () => {
  const staff = await someone();
  const { page } = staff;
  const contact = await send(staff, "POST", "/contacts", { first_name: "Marina", last_name: "Cable", phone: "600100100" });
  await open(staff, contact);
  await page.getByRole("table", { name: "Contactos" }).waitFor();
  await staff.button("Editar Teléfono").click();
  const box = page.getByRole("textbox", { name: "Teléfono", exact: true });
  await box.fill("600 200 200");
  await page.context().setOffline(true);
  await page.getByText("Sin conexión.", { exact: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("No llegamos al servidor. Comprueba tu conexión y reintenta.").first().waitFor();
  assert.equal(await box.inputValue(), "600 200 200");
  await assertAccessible(page, "record without the server");
  await shot(page, "register-offline");
  assert.ok(await page.locator(".row-link").first().isVisible(), "the list that was read stays");
  await page.context().setOffline(false);
  await page.getByText("Sin conexión.", { exact: true }).waitFor({ state: "hidden" });
  await box.press("Enter");
  await page.getByRole("link", { name: "600 200 200" }).waitFor();
  assert.equal((await (await staff.ask(`/contacts/${contact.id}`)).json()).phone, "600 200 200");

  // The same by a server that is away while the line is there.
  await page.route("**/api/v1/**", (route) => route.abort());
  await page.getByRole("searchbox", { name: "Buscar contactos" }).fill("cable");
  await page.getByText("No llegamos al servidor. Comprueba tu conexión y reintenta.").first().waitFor();
  await page.unroute("**/api/v1/**");
  // At once when asked; and by itself as soon as the line of events is there again, when there is nothing to press any more.
  const retry = page.getByRole("region", { name: "Contactos" }).getByRole("button", { name: "Reintentar" });
  await retry.first().click({ timeout: 2000 }).catch(() => {});
  await page.getByRole("table", { name: "Contactos" }).getByRole("link", { name: "Marina Cable" }).waitFor();
  assert.equal(await page.getByRole("searchbox", { name: "Buscar contactos" }).inputValue(), "cable");
  assertQuiet(page, [/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/]);
});
