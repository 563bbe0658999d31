// Every screen of the portal in Dutch: no word of the interface stays Spanish, nothing overflows, axe finds nothing, by
// day and by night, on a phone and on a desk.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { spanishTexts, textsOf } from "../pages/catalogue.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { Portal } from "../pages/portal.mjs";
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

for (const [width, theme] of [[WIDTHS.phone, "light"], [WIDTHS.phone, "dark"], [WIDTHS.tablet, "light"], [WIDTHS.desktop, "dark"]]) {
  test(`each screen in Dutch at ${width} px, ${theme}`, async () => {
    const portal = new Portal(await openPage(browser, { width, theme }), server.url, demo.slug);
    const look = (screen) => inspect(portal.page, screen, `portal-${screen}-${width}-${theme}`);
    await portal.open();
    await portal.button("Ingreso").waitFor();
    await portal.speakAtTheDoor("es", "nl");
    await look("door");
    await portal.signIn(demo.client, demo.clientPassword, "Carmen");
    await portal.page.getByRole("heading", { level: 2 }).first().waitFor();
    await look("home");
    await portal.goToCases();
    assert.ok((await portal.count(portal.w.all)) > 0);
    await portal.openSearch();
    await look("search");
    await portal.input(portal.w.textOrNumber).fill("qqqq");
    await portal.button(portal.w.results).click();
    await portal.heading(portal.w.noneFound).waitFor();
    await look("nothing-found");
    await portal.page.goBack();
    await portal.page.getByRole("heading", { level: 3 }).first().click();
    await portal.page.getByRole("heading", { level: 2 }).first().waitFor();
    await look("case");
    await portal.open("/cases/new");
    await portal.button(portal.w.send).click();
    await portal.page.getByRole("alert").first().waitFor();
    await look("new-case");
    await portal.page.getByRole("button", { name: portal.w.account }).click();
    await look("account");
    await portal.page.keyboard.press("Escape");
    await portal.signOut();
    assertQuiet(portal.page);
  });
}

const spanish = spanishTexts();

async function inspect(page, screen, name) {
  const texts = await textsOf(page);
  const left = texts.filter((text) => spanish.some((pattern) => pattern.test(text)));
  assert.deepEqual(left, [], `Spanish words on ${screen}`);
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(wide <= seen, `${screen} is ${wide} px wide on ${seen}`);
  await assertAccessible(page, screen);
  await shot(page, name);
}
