// The living catalogue: every component by day beside by night, at every width, in Spanish and in Dutch.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { spanishTexts, textsOf } from "../pages/catalogue.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { inMenu } from "../pages/keyboard.mjs";
import { words } from "../pages/words.mjs";

let server, browser;

before(async () => {
  server = await startServer({ demo: false });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const spanish = spanishTexts();

for (const [width, theme] of [[WIDTHS.phone, "light"], [WIDTHS.tablet, "dark"], [WIDTHS.desktop, "light"]]) {
  test(`every component at ${width} px, in Spanish and in Dutch`, async () => {
    const page = await openPage(browser, { width, theme });
    await page.goto(`${server.url}/app/ui`);
    await page.getByRole("heading", { level: 1, name: "Catálogo de componentes" }).waitFor();
    await wrongForms(page);
    await look(page, `catalogue-es-${width}`);
    await page.getByRole("button", { name: words.es.name, exact: true }).click();
    await page.getByRole("menuitemradio", { name: words.nl.name, exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Componentencatalogus" }).waitFor();
    const left = (await textsOf(page)).filter((text) => spanish.some((pattern) => pattern.test(text)));
    assert.deepEqual(left, [], "Spanish words on a Dutch page");
    await look(page, `catalogue-nl-${width}`);
    assertQuiet(page);
  });
}

test("menu, combobox, dialog and messages answer to the keyboard", async () => {
  const page = await openPage(browser, { width: WIDTHS.desktop });
  await page.goto(`${server.url}/app/ui`);
  const half = page.getByRole("region", { name: "Claro" });
  await half.getByRole("button", { name: "Acciones", exact: true }).press("Enter");
  await inMenu(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  assert.equal(await focused(), "Editar");
  await page.keyboard.press("End");
  assert.equal(await focused(), "Eliminar");
  await page.keyboard.press("Escape");
  assert.equal(await focused(), "Acciones", "the focus goes back to the button");

  const box = half.getByRole("combobox", { name: "Cliente", exact: true });
  await box.fill("rue");
  await page.getByRole("option", { name: /Jaime Ruesga/ }).waitFor();
  await box.press("ArrowDown");
  await box.press("Enter");
  assert.equal(await box.inputValue(), "Jaime Ruesga");

  const tags = half.getByLabel("Etiquetas", { exact: true });
  await tags.fill("jardín");
  await tags.press("Enter");
  await half.getByRole("button", { name: "Quitar «jardín»" }).press("Enter");
  assert.equal(await half.getByRole("button", { name: "Quitar «jardín»" }).count(), 0);
  assert.ok(await tags.evaluate((element) => element === document.activeElement), "the focus stays at the box");

  await half.getByRole("button", { name: "Abrir el diálogo" }).press("Enter");
  await page.getByRole("dialog", { name: /Retirar el acceso/ }).waitFor();
  await assertAccessible(page, "dialog");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });

  // A message that stays follows the language.
  await half.getByRole("button", { name: "Mostrar mensaje" }).press("Enter");
  await page.getByText("Mensaje enviado", { exact: true }).waitFor();
  await page.getByRole("button", { name: words.es.name, exact: true }).click();
  await page.getByRole("menuitemradio", { name: words.nl.name, exact: true }).click();
  await page.getByText("Bericht verstuurd", { exact: true }).waitFor();
  assertQuiet(page);
});

test("a list near the foot of the window opens upwards", async () => {
  const page = await openPage(browser, { width: WIDTHS.desktop });
  await page.goto(`${server.url}/app/ui`);
  const box = page.getByRole("combobox", { name: "Cliente", exact: true }).first();
  await box.evaluate((element) => window.scrollBy(0, element.getBoundingClientRect().bottom - innerHeight + 8));
  await box.click();
  const option = page.getByRole("option", { name: /Carmen/ }).first();
  await option.waitFor();
  await page.waitForFunction(() => {
    const list = [...document.querySelectorAll(".combobox-list")].find((each) => !each.hidden).getBoundingClientRect();
    return list.top >= 0 && list.bottom <= innerHeight;
  });
  assertQuiet(page);
});

/** Sends each empty form, so that what is missing shows. */
async function wrongForms(page) {
  const buttons = page.locator("form.form button[type=submit]");
  for (const button of await buttons.all()) await button.click();
  await page.getByRole("alert").filter({ hasText: "Faltan 2 cosas" }).last().waitFor();
}

async function look(page, name) {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide <= seen, `${name} is ${wide} px wide on ${seen}`);
  await assertAccessible(page, name);
  await shot(page, name);
}
