// The components that staff works with all day, at the catalogue: table, editing in place, sums, board, palette, charts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";

let server, browser;

before(async () => {
  server = await startServer({ demo: false });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("ten thousand rows: keys, order, ticks, and only a few of them in the page", async () => {
  const { page, half } = await lightHalf();
  const table = half.getByRole("table", { name: "Lista de trabajo" });
  await table.scrollIntoViewIfNeeded();
  assert.ok((await table.getByRole("row").count()) < 60, "rows far away are not in the page");
  const row = (name) => table.getByRole("link", { name, exact: true });
  await row("Joost van der Meer 1").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await focusIs(row("Teresa Quintana 3"));
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  const bar = half.getByRole("region", { name: "Acciones con la selección" });
  await bar.getByText("3 seleccionados").waitFor();
  await page.keyboard.press("x");
  await bar.getByText("2 seleccionados").waitFor();
  await page.keyboard.press("End");
  await focusIs(row("Teresa Echevarría 10000").or(table.getByRole("link", { name: / 10000$/ })));
  await page.keyboard.press("Home");
  await focusIs(row("Joost van der Meer 1"));

  await table.getByRole("button", { name: "Ingresos" }).press("Enter");
  await table.getByRole("columnheader", { name: "Ingresos" }).and(page.locator("[aria-sort=ascending]")).waitFor();
  // The end was near: more rows may have come.
  await half.getByRole("checkbox", { name: /^Seleccionar las 10\d00/ }).check();
  await bar.getByText(/^10\d00 seleccionados$/).waitFor();
  await bar.getByRole("button", { name: "Quitar la selección" }).press("Enter");
  await bar.waitFor({ state: "hidden" });

  await half.getByRole("button", { name: "Columnas" }).press("Enter");
  await half.getByRole("checkbox", { name: "Ingresos" }).uncheck();
  await table.getByRole("columnheader", { name: "Ingresos" }).waitFor({ state: "detached" });
  await half.getByRole("button", { name: "Restablecer" }).press("Enter");
  await table.getByRole("columnheader", { name: "Ingresos" }).waitFor();
  await page.keyboard.press("Escape");
  assertQuiet(page);
});

test("a value is changed where it stands, and a refused one stays", async () => {
  const { page, half } = await lightHalf();
  const props = half.locator(".spec").filter({ has: page.getByRole("heading", { name: "Cambiar en el sitio" }) });
  await props.getByRole("button", { name: "Editar Nombre", exact: true }).press("Enter");
  const name = props.getByLabel("Nombre", { exact: true });
  await focusIs(name);
  await name.fill("Carmen Rueda");
  await name.press("Enter");
  await props.getByText("Carmen Rueda", { exact: true }).waitFor();
  await focusIs(props.getByRole("button", { name: "Editar Nombre", exact: true }));
  await props.getByRole("button", { name: "Editar Correo electrónico", exact: true }).press("F2");
  const mail = props.getByLabel("Correo electrónico", { exact: true });
  await mail.fill("carmen");
  await mail.press("Enter");
  await props.locator(".error").waitFor();
  assert.equal(await mail.inputValue(), "carmen");
  await mail.press("Escape");
  await props.getByRole("link", { name: "carmen@example.com" }).waitFor();
  assertQuiet(page);
});

test("sums are typed in the language of the page", async () => {
  const { page, half } = await lightHalf();
  const budget = half.getByLabel("Presupuesto", { exact: true });
  await budget.fill("285000,5");
  await budget.blur();
  assert.equal(await budget.inputValue(), "285.000,50");
  await budget.fill("mucho");
  await budget.blur();
  await half.getByText("Escribe un número, por ejemplo 1.284,50").first().waitFor();
  assert.equal(await budget.inputValue(), "mucho");

  const labels = half.getByLabel("Etiquetas propias", { exact: true });
  await labels.fill("fri");
  await half.getByRole("option", { name: "Frigiliana", exact: true }).waitFor();
  await labels.press("Enter");
  await labels.fill("ático");
  await half.getByRole("option", { name: "Crear «ático»" }).waitFor();
  await labels.press("Enter");
  await half.getByRole("button", { name: "Quitar «ático»" }).waitFor();
  await half.getByRole("button", { name: "Quitar «Frigiliana»" }).waitFor();
  assertQuiet(page);
});

test("a card goes from column to column by keyboard and by mouse", async () => {
  const { page, half } = await lightHalf();
  const board = half.getByRole("group", { name: "Tablero" });
  const lane = (name) => board.getByRole("group", { name });
  const handle = board.getByRole("button", { name: "Mover El banco pide la cédula" });
  await handle.press("Space");
  await page.getByText(/levantada\. Abierto, puesto 2/).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowRight");
  await page.getByText(/: En progreso, puesto/).waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await lane("Abierto").getByRole("button", { name: "Mover El banco pide la cédula" }).waitFor();
  await handle.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await lane("En progreso").getByRole("button", { name: "Mover El banco pide la cédula" }).waitFor();
  await focusIs(handle);

  const card = board.getByText("Cambio de hora para la visita");
  await card.scrollIntoViewIfNeeded();
  // A click waits until nothing moves any more; measured earlier, the hand would reach beside the card.
  await card.click({ trial: true });
  const from = await card.boundingBox();
  const to = await lane("En progreso").boundingBox();
  await page.mouse.move(from.x + 10, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 8 });
  await page.mouse.up();
  await lane("En progreso").getByRole("link", { name: "Cambio de hora para la visita" }).waitFor();
  assertQuiet(page);
});

test("the palette finds, marks and goes, and says when it cannot", async () => {
  const { page, half } = await lightHalf();
  await half.getByRole("button", { name: "Abrir la paleta" }).press("Enter");
  const palette = page.getByRole("dialog", { name: "Abrir la paleta" });
  const box = palette.getByRole("combobox");
  await focusIs(box);
  await box.fill("carm");
  await palette.getByRole("option", { name: /Carmen Rueda Molina/ }).waitFor();
  assert.equal(await palette.locator("mark").first().textContent(), "Carm");
  await assertAccessible(page, "palette");
  await shot(page, "catalogue-palette");
  await box.press("ArrowDown");
  assert.match(await palette.getByRole("option", { selected: true }).textContent(), /Carmelo/);
  await box.fill("fallo");
  await palette.getByRole("button", { name: "Reintentar" }).waitFor();
  await box.fill("zzz");
  await palette.getByText("Nada coincide con «zzz»").waitFor();
  await box.fill("caso");
  await palette.getByRole("option", { name: /Casos/ }).waitFor();
  await box.press("Enter");
  await palette.waitFor({ state: "hidden" });
  await page.getByText("Elegido", { exact: true }).waitFor();
  assertQuiet(page);
});

test("charts give their figures as a table and as a file", async () => {
  const { page, half } = await lightHalf();
  const chart = half.getByRole("figure", { name: "Primera respuesta" });
  await chart.getByRole("button", { name: "Tabla" }).press("Enter");
  await chart.getByRole("cell", { name: "14 min" }).waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), chart.getByRole("link", { name: "CSV" }).click()]);
  assert.equal(file.suggestedFilename(), "respuesta.csv");
  assertQuiet(page);
});

async function lightHalf() {
  const page = await openPage(browser, { width: WIDTHS.desktop });
  await page.goto(`${server.url}/app/ui`);
  const half = page.getByRole("region", { name: "Claro", exact: true });
  await half.waitFor();
  return { page, half };
}

/** Waits until this element has the focus: it comes with the next frame. */
async function focusIs(locator) {
  await locator.and(locator.page().locator(":focus")).waitFor({ state: "attached" });
}
