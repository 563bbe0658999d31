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
  await staff.button("Deshacer").click();
  await page.getByText("Prefiere las mañanas.").waitFor();
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
