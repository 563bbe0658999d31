// «Contactos» as one works in it all day: list and record by keyboard, values changed in place, the bin, erasing. Nothing
// is lost in silence.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
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

const one = async (staff, words) => (await (await staff.ask(`/contacts?q=${encodeURIComponent(words)}`)).json()).items[0];
const open = async (staff, contact) => {
  await staff.open(`/contacts/${contact.id}`);
  await staff.heading([contact.first_name, contact.last_name].filter(Boolean).join(" ")).waitFor();
};
const menu = async (staff, item) => {
  await staff.button("Más acciones").click();
  await staff.page.getByRole("menuitem", { name: item, exact: true }).click();
};

test("list and record by keyboard, and the address says where one is", async () => {
  const staff = await someone();
  const { page } = staff;
  await staff.goTo(staff.w.contacts);
  const table = page.getByRole("table", { name: "Contactos" });
  const links = table.getByRole("row").getByRole("link");
  await links.first().waitFor();
  await assertAccessible(page, "contacts");
  const hasFocus = (link) => link.evaluate((element) => element === document.activeElement);
  await page.keyboard.press("j");
  await page.waitForFunction(() => document.activeElement?.classList.contains("row-link"));
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.activeElement?.closest("tr")?.getAttribute("aria-rowindex") !== "2");
  const focused = page.locator(":focus");
  const name = await focused.textContent();
  await page.keyboard.press("x");
  await page.getByRole("region", { name: "Acciones con la selección" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Acciones con la selección" }).waitFor({ state: "hidden" });
  assert.ok(await hasFocus(focused));
  await page.keyboard.press("Enter");
  await staff.heading(name).waitFor();
  assert.match(page.url(), /\/contacts\/[0-9a-f-]{36}$/);
  await assertAccessible(page, "record beside its list");
  await shot(page, "contact-beside-list");
  await page.goBack();
  await staff.heading("Contactos").waitFor();

  // Filters, order and columns stand in the address: reload and back work.
  await page.goto(`${staff.base}/contacts?owner_id=me&sort=-created_at`);
  await page.getByRole("button", { name: "Quitar el filtro «Responsable»" }).waitFor();
  await page.getByRole("columnheader", { name: "Nombre" }).getByRole("button").click();
  await page.waitForURL(/contacts\?owner_id=me$/);
  await page.reload();
  await page.getByRole("button", { name: "Quitar el filtro «Responsable»" }).click();
  await page.waitForURL(/contacts$/);
  assertQuiet(page);
});

test("a value is changed in place, and a lost race is decided by the person", async () => {
  const staff = await someone();
  const { page } = staff;
  const contact = await one(staff, "carmen");
  await open(staff, contact);
  const edit = async (text) => {
    await staff.button("Editar Teléfono").focus();
    await page.keyboard.press("Enter");
    const box = page.getByRole("textbox", { name: "Teléfono", exact: true });
    await box.fill(text);
    return box;
  };
  await edit("+34 600 111 000");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "+34 600 111 000" }).waitFor();
  assert.equal((await one(staff, "carmen")).phone, "+34 600 111 000");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Editar Teléfono");

  // Somebody else changes another field: both are kept, and nobody is asked.
  await edit("+34 600 222 000");
  await send(staff, "PATCH", `/contacts/${contact.id}`, { language: "nl" });
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "+34 600 222 000" }).waitFor();
  let now = await one(staff, "carmen");
  assert.deepEqual([now.phone, now.language], ["+34 600 222 000", "nl"]);

  // The same field: one chooses.
  await edit("+34 600 333 000");
  await send(staff, "PATCH", `/contacts/${contact.id}`, { phone: "+34 600 444 000" });
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Otra persona lo ha cambiado" });
  await dialog.waitFor();
  await assertAccessible(page, "lost race in place");
  await dialog.getByRole("radio", { name: /444 000/ }).check();
  await dialog.getByRole("button", { name: "Seguir con estos valores" }).click();
  await page.getByRole("link", { name: "+34 600 444 000" }).waitFor();
  assert.equal((await one(staff, "carmen")).phone, "+34 600 444 000");

  // What does not pass stays in the box with the reason.
  await staff.button("Editar Correo electrónico").click();
  await page.getByRole("textbox", { name: "Correo electrónico", exact: true }).fill("carmen");
  await page.keyboard.press("Enter");
  await page.getByText("Escribe una dirección como", { exact: false }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: now.email }).waitFor();
  assertQuiet(page, [/status of 412/]);
});

test("what is deleted can be brought back, at once and from the bin", async () => {
  const staff = await someone();
  const { page } = staff;
  const contact = await send(staff, "POST", "/contacts", { first_name: "Pasajera", last_name: "Breve" });
  await open(staff, contact);
  await menu(staff, "Eliminar");
  await page.getByText("Contacto eliminado").waitFor();
  await staff.heading("Contactos").waitFor();
  assert.equal((await staff.ask(`/contacts/${contact.id}`)).status(), 404);
  await staff.button("Deshacer").click();
  await staff.heading("Pasajera Breve").waitFor();

  await menu(staff, "Eliminar");
  await staff.heading("Contactos").waitFor();
  await staff.button(staff.w.tools).click();
  await page.getByRole("menuitem", { name: "Papelera" }).click();
  await page.getByText("se queda aquí 30 días", { exact: false }).waitFor();
  await staff.link("Pasajera Breve").click();
  await staff.heading("Pasajera Breve").waitFor();
  await assertAccessible(page, "a contact in the bin");
  await shot(page, "bin");
  await page.getByRole("row", { name: /Pasajera Breve/ }).getByRole("button", { name: "Recuperar" }).click();
  await page.getByText("Contacto recuperado").waitFor();
  await staff.link("Pasajera Breve").waitFor({ state: "hidden" });
  assert.equal((await staff.ask(`/contacts/${contact.id}`)).status(), 200);
  assertQuiet(page);
});

test("erasing for good asks for the name and leaves nothing", async () => {
  const staff = await someone();
  const { page } = staff;
  const contact = await send(staff, "POST", "/contacts", { first_name: "Olvido", last_name: "Total" });
  await open(staff, contact);
  await menu(staff, "Borrar para siempre…");
  const dialog = page.getByRole("dialog", { name: "¿Borrar para siempre a Olvido Total?" });
  await dialog.getByLabel("Escribe su nombre completo").fill("Olvido");
  await dialog.getByRole("button", { name: "Borrar para siempre" }).click();
  await dialog.getByText("No coincide", { exact: false }).waitFor();
  await assertAccessible(page, "erasing");
  await dialog.getByLabel("Escribe su nombre completo").fill("Olvido Total");
  await dialog.getByRole("button", { name: "Borrar para siempre" }).click();
  // The list beside the record is called so too.
  await page.waitForURL(/contacts$/);
  assert.equal((await staff.ask(`/contacts/${contact.id}`)).status(), 404);
  assertQuiet(page, [/status of 404/]);
});

test("on a phone the record takes the sheet, with the way back above it", async () => {
  const staff = await someone({ width: WIDTHS.phone });
  const { page } = staff;
  const contact = await one(staff, "carmen");
  await open(staff, contact);
  await assertAccessible(page, "contact on a phone");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!wide, "nothing hangs over the edge");
  await page.getByRole("main").getByRole("link", { name: "Contactos", exact: true }).click();
  await staff.heading("Contactos").waitFor();
  assertQuiet(page);
});
