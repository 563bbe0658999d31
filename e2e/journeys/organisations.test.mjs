// «Organizaciones»: one comes to be under another, its people are found in it, two become one.

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

async function someone() {
  const staff = new Staff(await openPage(browser), server.url);
  await staff.open();
  await staff.signIn();
  return staff;
}

test("an organisation comes to be under another, with people", async () => {
  const staff = await someone();
  const { page } = staff;
  const { items } = await (await staff.ask("/organisations?sort=name")).json();
  const parent = items.find((one) => !one.parent_id);
  await staff.goTo("Organizaciones");
  await assertAccessible(page, "organisations");
  await staff.link("Agregar organización").click();
  await staff.input("Nombre").fill("Filial de Prueba S. L.");
  const box = page.getByRole("combobox", { name: "Organización matriz", exact: true });
  await box.fill(parent.name);
  await page.getByRole("option", { name: parent.name }).first().click();
  await assertAccessible(page, "new organisation");
  await staff.button(staff.w.save).click();
  await staff.heading("Filial de Prueba S. L.").waitFor();
  await page.getByRole("article").getByText(parent.name).first().waitFor();

  // A person who begins in this organisation.
  await page.getByRole("region", { name: "Personas" }).getByRole("link", { name: "Agregar contacto" }).click();
  await staff.input("Apellidos").fill("Persona Filial");
  assert.equal(await page.getByRole("combobox", { name: "Organización", exact: true }).inputValue(), "Filial de Prueba S. L.");
  await staff.button(staff.w.save).click();
  await staff.heading("Persona Filial").waitFor();
  await page.getByRole("region", { name: "Organizaciones" }).getByRole("link", { name: "Filial de Prueba S. L." }).click();
  await staff.heading("Filial de Prueba S. L.").waitFor();
  await page.getByRole("region", { name: "Personas" }).getByRole("link", { name: /Persona Filial/ }).waitFor();
  await assertAccessible(page, "organisation");
  await shot(page, "organisation");
  await staff.open(`/organisations/${parent.id}`);
  await page.getByRole("region", { name: "Filiales" }).getByRole("link", { name: /Filial de Prueba/ }).waitFor();
  assertQuiet(page);
});

test("a contact belongs to several organisations, one of them the main one", async () => {
  const staff = await someone();
  const { page } = staff;
  const { items: organisations } = await (await staff.ask("/organisations?sort=name")).json();
  const { items: contacts } = await (await staff.ask("/contacts?q=carmen")).json();
  const other = organisations.at(-1);
  await staff.open(`/contacts/${contacts[0].id}`);
  const card = page.getByRole("region", { name: "Organizaciones" });
  await card.getByRole("button", { name: "Añadir a una organización" }).click();
  await card.getByRole("combobox", { name: "Qué organización" }).fill(other.name);
  await page.getByRole("option", { name: other.name }).click();
  await card.getByRole("textbox", { name: "Cargo" }).fill("Apoderada");
  await card.getByRole("button", { name: "Añadir", exact: true }).click();
  await card.getByText("Apoderada").waitFor();
  await card.getByRole("button", { name: `Acciones con ${other.name}` }).click();
  await page.getByRole("menuitem", { name: "Hacer principal" }).click();
  await card.getByText("Principal", { exact: true }).waitFor();
  await card.getByRole("button", { name: `Acciones con ${other.name}` }).click();
  await page.getByRole("menuitem", { name: "Quitar de la organización" }).click();
  await card.getByRole("link", { name: other.name }).waitFor({ state: "hidden" });
  await staff.button("Deshacer").click();
  await card.getByRole("link", { name: other.name }).waitFor();
  await assertAccessible(page, "organisations of a contact");
  assertQuiet(page);
});

test("an organisation goes into the bin and comes back", async () => {
  const staff = await someone();
  const { page } = staff;
  const { items } = await (await staff.ask("/organisations?sort=name")).json();
  const gone = items.at(-1);
  await staff.open(`/organisations/${gone.id}`);
  await staff.heading(gone.name).waitFor();
  await staff.button("Más acciones").click();
  await page.getByRole("menuitem", { name: "Eliminar" }).click();
  await page.getByText("Organización eliminada").waitFor();
  await staff.button("Deshacer").click();
  await staff.heading(gone.name).waitFor();
  assertQuiet(page);
});
