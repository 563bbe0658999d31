// A file of contacts comes in and goes again: from an Excel of a Spanish office to records and back, with what is wrong
// said row by row. And lists go out as files that say what the list showed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { rowsOfSheet } from "../lib/zip.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { chosen, downloaded, importWords, spanishFile, upload } from "../pages/imports.mjs";
import { tabTo } from "../pages/keyboard.mjs";
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

async function someone({ email, ...options } = {}) {
  const staff = new Staff(await openPage(browser, options), server.url);
  await staff.open();
  await staff.signIn(email);
  return staff;
}

const target = (page, w, column) => page.getByRole("combobox", { name: w.target(column), exact: true });
const hangsOver = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const number = async (page, label) => Number(await page.locator("dl").getByText(label, { exact: true }).locator("xpath=../dd").textContent());

test("a file is read, mapped, checked, imported and taken back", async () => {
  const staff = await someone();
  const { page } = staff;
  const w = importWords.es;
  await staff.goTo(staff.w.contacts);
  await staff.button(w.tools).click();
  await page.getByRole("menuitem", { name: w.import, exact: true }).click();
  await staff.heading(w.title).waitFor();
  await page.getByText("hasta 25 MB", { exact: false }).waitFor();
  await assertAccessible(page, "choosing a file");
  await upload(page, w);

  // It was found out how it is written and where its columns go; the names are whole.
  assert.match(await chosen(page.getByRole("combobox", { name: w.encoding, exact: true })), /Windows/);
  assert.match(await chosen(page.getByRole("combobox", { name: w.separator, exact: true })), /Punto y coma/);
  await page.waitForFunction((name) => document.querySelector(`select[aria-label="${name}"]`)?.value === "last_name", w.target("Apellidos"));
  assert.equal(await chosen(target(page, w, "Apellidos")), "Apellidos (obligatorio)");
  assert.equal(await chosen(target(page, w, "Empresa")), "Nombre de la organización");
  assert.equal(await chosen(target(page, w, "Notas")), w.not);
  assert.equal(await page.getByText(w.proposed, { exact: true }).count(), 5);
  const preview = page.getByRole("table", { name: "Así quedarían las primeras filas" });
  await preview.getByRole("row", { name: /Begoña.*Muñiz/ }).getByText("Nuevo").waitFor();
  await preview.getByRole("row", { name: /monica-sin-arroba/ }).getByText("No es una dirección de correo").waitFor();
  await assertAccessible(page, "columns");
  await shot(page, "import-columns");

  // Another separator reads it anew, at once; the right one brings everything back.
  await page.getByRole("combobox", { name: w.separator, exact: true }).selectOption("comma");
  await page.getByText("Ninguna columna tiene destino todavía.").first().waitFor();
  await page.getByRole("combobox", { name: w.separator, exact: true }).selectOption("semicolon");
  await preview.getByRole("row", { name: /Begoña.*Muñiz/ }).waitFor();

  // Two columns for one field are said at once and block the way on; what is missing is said and does not.
  await target(page, w, "Notas").selectOption("email");
  assert.equal(await page.getByText("Otra columna va ya a este campo", { exact: false }).count(), 2);
  await page.getByText("Antes, arregla los destinos repetidos").waitFor();
  await assertAccessible(page, "a target given twice");
  await target(page, w, "Notas").selectOption("");
  await target(page, w, "Apellidos").selectOption("");
  await page.getByText("Ninguna columna va a «Apellidos»", { exact: false }).waitFor();
  await target(page, w, "Apellidos").selectOption("last_name");
  await page.getByText("Ninguna columna va a «Apellidos»", { exact: false }).waitFor({ state: "hidden" });
  const tags = page.getByRole("combobox", { name: "Etiquetas para todo lo importado", exact: true });
  await tags.fill("Feria 2026");
  await page.getByRole("option", { name: /Feria 2026/ }).click();
  await page.getByRole("button", { name: "Quitar «Feria 2026»" }).waitFor();

  // Nothing is written by the check, by keyboard.
  await tabTo(page, staff.button(w.check(4)));
  await page.keyboard.press("Enter");
  const faults = page.getByRole("table", { name: w.faults });
  await faults.getByRole("row", { name: /^4 Apellidos/ }).getByText("Falta este valor").waitFor();
  await faults.getByRole("row", { name: /^5 Correo electrónico monica-sin-arroba/ }).waitFor();
  assert.deepEqual([await number(page, "Nuevos"), await number(page, "Con fallos")], [2, 2]);
  await page.getByText("Se crean 2 contactos. De paso se crea 1 organización. 2 filas fallan.", { exact: false }).waitFor();
  assert.equal((await (await staff.ask("/contacts?q=angel.nunez")).json()).items.length, 0);
  await assertAccessible(page, "checked");
  await shot(page, "import-checked");
  const list = await downloaded(page, () => staff.link(w.download).click());
  const lines = list.bytes.toString("utf8").trim().split("\r\n");
  assert.equal(list.name, "faults.csv");
  assert.equal(lines.length, 3);
  assert.match(lines[2], /^5,Correo electrónico,monica-sin-arroba,/);

  // Back to the columns and forth again; reload and the way back know where one is.
  await staff.link(w.columns).click();
  await target(page, w, "Apellidos").waitFor();
  assert.match(page.url(), /\?step=columns$/);
  await page.reload();
  await target(page, w, "Apellidos").waitFor();
  await page.goBack();
  await faults.waitFor();
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.getByRole("button", { name: w.run(2), exact: true }).waitFor();

  await tabTo(page, staff.button(w.run(2)));
  await page.keyboard.press("Enter");
  await page.getByText(w.done).waitFor();
  await second.getByText(w.done).waitFor();
  await second.close();
  await assertAccessible(page, "imported");
  await shot(page, "import-done");
  const here = page.url();
  await staff.link("Ver los contactos de esta importación").click();
  await staff.link("Ángel Núñez Ibarra").waitFor();
  await staff.link("Begoña Muñiz").waitFor();
  assert.equal(await page.getByRole("table", { name: "Contactos" }).getByRole("row").count(), 3);
  const chip = page.locator(".filter-chip").filter({ hasText: "Importación" });
  await chip.getByText("clientes.csv").waitFor();
  await assertAccessible(page, "the contacts of an import");
  await shot(page, "import-contacts");
  await page.getByRole("button", { name: "Quitar el filtro «Importación»", exact: true }).click();
  await page.waitForURL((url) => !url.search.includes("import="));
  await page.getByRole("table", { name: "Contactos" }).getByRole("row").nth(3).waitFor();

  // Somebody works with one of them meanwhile.
  const [begona] = (await (await staff.ask("/contacts?q=begona.muniz")).json()).items;
  const touched = await page.request.fetch(`${staff.api}/contacts/${begona.id}`, { method: "PATCH", data: { phone: "+34 600 999 111" }, headers: { origin: server.url } });
  assert.equal(touched.status(), 200);

  // Taking back says what it does, and does it; what somebody has changed since stays, and is listed.
  await page.goto(here);
  await staff.button(w.undo).click();
  const dialog = page.getByRole("dialog", { name: "¿Deshacer esta importación?" });
  await dialog.getByText("va a la papelera", { exact: false }).waitFor();
  await assertAccessible(page, "asking before taking back");
  await dialog.getByRole("button", { name: w.undo }).click();
  await page.getByText(w.undone).waitFor();
  const kept = page.getByRole("table", { name: "Lo que no se ha podido deshacer" });
  await kept.getByRole("row", { name: /^3 Begoña Muñiz No se ha deshecho/ }).waitFor();
  await kept.getByRole("row", { name: /Almenara Nueva SL/ }).waitFor();
  await assertAccessible(page, "taken back");
  await shot(page, "import-undone");
  const left = (await (await staff.ask("/contacts?filter[tag]=Feria%202026")).json()).items;
  assert.deepEqual(left.map((one) => one.last_name), ["Muñiz"]);
  await staff.open("/contacts?q=example.com&sort=-created_at");
  await staff.link("Begoña Muñiz").waitFor();
  assert.equal(await staff.link("Ángel Núñez Ibarra").count(), 0);

  // It stands in the list of imports with its numbers, also for those who look later.
  await staff.open("/imports");
  const row = page.getByRole("row", { name: /clientes\.csv/ });
  await row.getByText("Deshecha").last().waitFor();
  await assertAccessible(page, "list of imports");
  await shot(page, "imports");
  assertQuiet(page);
});

test("a file that cannot be taken says why beside it, and another one can be tried at once", async () => {
  const staff = await someone();
  const { page } = staff;
  const w = importWords.es;
  await staff.open("/imports/new?module=organisations");
  await staff.heading("Importar organizaciones").waitFor();
  const input = page.getByLabel(w.file, { exact: true });
  const choose = (name, buffer) => input.setInputFiles({ name, mimeType: "text/csv", buffer });
  await choose("foto.png", Buffer.from("x"));
  await page.getByText("«foto.png» no es de estos tipos", { exact: false }).waitFor();
  await choose("foto.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68, 82]));
  await page.getByText("No es un CSV ni un libro de Excel.", { exact: false }).waitFor();
  assert.equal(await input.getAttribute("aria-invalid"), "true");
  await assertAccessible(page, "a file that is no table");

  // Too large for the server, and a line that breaks: the file stays, and is sent again.
  const problem = { type: "about:blank", title: "Too large", status: 413, code: "body_too_large", detail: "a file has at most 25 MiB", errors: [], trace_id: "0".repeat(32) };
  await page.route("**/api/v1/imports?*", (route) => route.fulfill({ status: 413, contentType: "application/problem+json", body: JSON.stringify(problem) }));
  await choose("empresas.csv", Buffer.from("Razón social;Página web\r\nFaro Grande SA;farogrande.example\r\n"));
  await page.getByText("Es demasiado grande para enviarlo.").waitFor();
  await page.unroute("**/api/v1/imports?*");
  await page.route("**/api/v1/imports?*", (route) => route.abort());
  await staff.button("Subir otra vez").click();
  await page.getByText("No llegamos al servidor.", { exact: false }).waitFor();
  await page.unroute("**/api/v1/imports?*");

  // A slow line: how far it is can be seen, and it can be given up.
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route("**/api/v1/imports?*", async (route) => {
    await held;
    // It was given up by the page before.
    await route.abort().catch(() => {});
  });
  await staff.button("Subir otra vez").click();
  await page.getByRole("progressbar", { name: w.file }).waitFor();
  await assertAccessible(page, "uploading");
  await staff.button("Cancelar la subida").click();
  await page.getByRole("progressbar", { name: w.file }).waitFor({ state: "hidden" });
  letGo();
  await page.unroute("**/api/v1/imports?*");
  await choose("empresas.csv", Buffer.from("Razón social;Página web\r\nFaro Grande SA;farogrande.example\r\n"));
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.getByRole("combobox", { name: w.target("Razón social"), exact: true }).waitFor();

  // What has not run can be discarded.
  await staff.button("Descartar").click();
  await page.getByRole("dialog", { name: "¿Descartar esta importación?" }).getByRole("button", { name: "Descartar" }).click();
  await staff.heading("Importaciones").waitFor();
  assert.equal(await staff.link("empresas.csv").count(), 0);
  assertQuiet(page, [/status of 422/, /status of 413/, /net::ERR/]);
});

test("on a phone and in Dutch every step fits and reads well", async () => {
  // Somebody else: the language is kept with the account.
  const staff = await someone({ width: WIDTHS.phone, email: "luis@costa-clara.example" });
  const { page } = staff;
  await staff.button(staff.w.profile).click();
  await page.getByRole("menuitemradio", { name: "Nederlands", exact: true }).click();
  const w = importWords.nl;
  await staff.open("/imports/new?module=contacts");
  await staff.heading(w.title).waitFor();
  const looks = async (screen) => {
    assert.ok(!(await hangsOver(page)), `${screen} hangs over the edge`);
    await assertAccessible(page, `${screen} on a phone`);
    await shot(page, `import-phone-${screen}`);
  };
  await looks("file");
  await upload(page, w, "klanten.csv");
  await page.getByRole("row", { name: /Begoña/ }).waitFor();
  await looks("columns");
  await staff.button(w.check(4)).click();
  await page.getByRole("heading", { name: w.faults }).waitFor();
  await looks("check");
  await staff.button(w.run(2)).click();
  await page.getByText(w.done).waitFor();
  await looks("done");
  await staff.button(w.undo).click();
  const dialog = page.getByRole("dialog", { name: "Deze import terugdraaien?" });
  await dialog.getByRole("button", { name: w.undo }).waitFor();
  await looks("undo");
  await dialog.getByRole("button", { name: w.undo }).click();
  await page.getByText(w.undone).waitFor();
  await looks("undone");
  await staff.open("/imports");
  await staff.link("klanten.csv").waitFor();
  await looks("list");
  assertQuiet(page);
});

test("who chooses at the same time as somebody else is told, and sees what counts", async () => {
  const staff = await someone();
  const { page } = staff;
  const w = importWords.es;
  await staff.open("/imports/new?module=contacts");
  await staff.heading(w.title).waitFor();
  await upload(page, w, "a-la-vez.csv");
  const id = page.url().match(/[0-9a-f-]{36}$/)[0];
  const patch = (data) => page.request.fetch(`${staff.api}/imports/${id}`, { method: "PATCH", data, headers: { origin: server.url } });
  // Somebody else is a moment earlier.
  let earlier = true;
  await page.route(`**/api/v1/imports/${id}`, async (route) => {
    if (route.request().method() === "PATCH" && earlier) {
      earlier = false;
      const answer = await patch({ options: { on_match: "skip" } });
      assert.equal(answer.status(), 200);
    }
    await route.continue();
  });
  await target(page, w, "Notas").selectOption("external_id");
  await page.getByText("Alguien la ha cambiado a la vez", { exact: false }).waitFor();
  const onMatch = page.getByRole("combobox", { name: "Si ya existe", exact: true });
  await page.waitForFunction(() => [...document.querySelectorAll("select")].some((one) => one.selectedOptions[0]?.label === "Dejarlo como está"));
  assert.equal(await chosen(onMatch), "Dejarlo como está");
  assert.equal(await chosen(target(page, w, "Notas")), w.not);
  // Chosen again, it counts.
  await target(page, w, "Notas").selectOption("external_id");
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
  await page.reload();
  await page.waitForFunction((name) => document.querySelector(`select[aria-label="${name}"]`)?.value === "external_id", w.target("Notas"));
  assertQuiet(page, [/status of 412/]);
});

test("a long import shows how far it is, can be stopped and gone on with", async () => {
  const staff = await someone();
  const { page } = staff;
  const rows = Array.from({ length: 6000 }, (_, at) => `Persona ${at};de la Feria;feria${at}@example.com`);
  await staff.open("/imports/new?module=contacts");
  await staff.heading("Importar contactos").waitFor();
  await upload(page, importWords.es, "feria.csv", Buffer.from(["Nombre;Apellidos;Correo", ...rows].join("\n")));
  await staff.button("Comprobar las 6000 filas").click();
  await staff.button("Importar 6000 filas").click({ timeout: 60_000 });
  await page.getByRole("progressbar", { name: "Importando las filas" }).waitFor();
  await staff.button("Detener").click();
  await page.getByText("Está detenida.", { exact: false }).waitFor();
  await assertAccessible(page, "stopped");
  const before = await number(page, "Nuevos");
  assert.ok(before < 6000, `stopped before the end, at ${before}`);
  await staff.button("Continuar").click();
  await page.getByText(importWords.es.done).waitFor({ timeout: 60_000 });
  assert.equal((await page.locator("dl").getByText("Nuevos", { exact: true }).locator("xpath=../dd").textContent()).replace(".", ""), "6000");
  assertQuiet(page);
});

test("who may not import is told so, and meets no way there", async () => {
  const staff = await someone();
  const { page } = staff;
  await page.route("**/api/v1/me", async (route) => {
    const answer = await route.fetch();
    const me = await answer.json();
    me.permissions = me.permissions.filter((permission) => !permission.startsWith("records:"));
    await route.fulfill({ response: answer, json: me });
  });
  await staff.open("/imports/new");
  await staff.heading("No puedes importar").waitFor();
  await assertAccessible(page, "not allowed");
  await staff.goTo(staff.w.contacts);
  await staff.button("Herramientas").click();
  await page.getByRole("menuitem", { name: "Papelera" }).waitFor();
  assert.equal(await page.getByRole("menuitem", { name: /Importar|Exportar/ }).count(), 0);
  assertQuiet(page);
});

test("a list goes out as it is shown, as text and as a workbook", async () => {
  const staff = await someone();
  const { page } = staff;
  const all = await (await staff.ask("/contacts?filter[tag]=VIP&sort=-created_at&limit=200&count=true")).json();
  assert.ok(all.total > 0, "the demo has people with this tag");
  await page.goto(`${staff.base}/contacts?tag=VIP&sort=-created_at`);
  await page.getByRole("table", { name: "Contactos" }).waitFor();
  const open = async () => {
    await staff.button("Herramientas").click();
    await page.getByRole("menuitem", { name: "Exportar…" }).click();
    const dialog = page.getByRole("dialog", { name: "Exportar contactos" });
    await dialog.waitFor();
    return dialog;
  };
  let dialog = await open();
  await dialog.getByText(`sus filtros y su orden: ${all.total} contacto`, { exact: false }).waitFor();
  await assertAccessible(page, "export");
  await shot(page, "export");
  const names = all.items.map((one) => one.last_name);
  const book = await downloaded(page, () => dialog.getByRole("link", { name: "Descargar" }).click());
  assert.match(book.name, /\.xlsx$/);
  const sheet = rowsOfSheet(book.bytes);
  assert.deepEqual(sheet[0].slice(0, 3), ["Nombre", "Apellidos", "Organización"]);
  assert.deepEqual(sheet.slice(1).map((row) => names.find((name) => row.includes(name))), names);
  await dialog.waitFor({ state: "hidden" });

  dialog = await open();
  await dialog.getByRole("radio", { name: "Texto (.csv)" }).check();
  await dialog.getByRole("combobox", { name: "Separador" }).selectOption("semicolon");
  await dialog.getByRole("radio", { name: "Elegirlas" }).check();
  // It begins with what the list shows.
  const ticked = dialog.getByRole("group", { name: "Qué columnas" }).getByRole("checkbox", { checked: true });
  assert.ok((await ticked.count()) > 3);
  while ((await ticked.count()) > 0) await ticked.first().uncheck();
  await dialog.getByText("Elige al menos una columna").waitFor();
  await assertAccessible(page, "export without a column");
  await dialog.getByRole("checkbox", { name: "Apellidos" }).check();
  await dialog.getByRole("checkbox", { name: "Correo electrónico" }).check();
  await dialog.getByRole("checkbox", { name: "Para abrirlo con Excel" }).uncheck();
  const text = await downloaded(page, () => dialog.getByRole("link", { name: "Descargar" }).click());
  const lines = text.bytes.toString("utf8").trim().split("\r\n");
  assert.equal(lines[0], "Apellidos;Correo electrónico");
  assert.deepEqual(lines.slice(1), all.items.map((one) => `${one.last_name};${one.email ?? ""}`));

  // From the palette, by keyboard: another list than the one that is open.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Buscar o ir a…" }).fill("exportar org");
  await page.getByRole("option", { name: /Exportar organizaciones/ }).waitFor();
  await page.keyboard.press("Enter");
  const other = page.getByRole("dialog", { name: "Exportar organizaciones" });
  await other.getByText("Todo lo que hay en la lista", { exact: false }).waitFor();
  await other.getByRole("radio", { name: "Todos los campos" }).check();
  const whole = await downloaded(page, () => page.keyboard.press("Enter"));
  const { total } = await (await staff.ask("/organisations?count=true&limit=1")).json();
  assert.equal(rowsOfSheet(whole.bytes).length, total + 1);

  // What went out comes in as it was: the workbook says which sheet is read, and nothing would change.
  await staff.open("/imports/new?module=organisations");
  await staff.heading("Importar organizaciones").waitFor();
  await upload(page, importWords.es, "organizaciones.xlsx", whole.bytes);
  assert.ok(await chosen(page.getByRole("combobox", { name: "Hoja", exact: true })));
  await staff.button(importWords.es.check(total)).click();
  await page.getByRole("heading", { name: "Lo que va a pasar" }).waitFor();
  assert.deepEqual([await number(page, "Sin cambios"), await number(page, "Con fallos")], [total, 0]);
  await page.getByText("No hay nada que importar", { exact: false }).waitFor();
  assertQuiet(page);
});
