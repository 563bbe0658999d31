// Before the door: who is refused learns nothing, the keyboard is enough, every dead end has a way out.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { tabTo } from "../pages/keyboard.mjs";
import { Portal } from "../pages/portal.mjs";
import { demo, words } from "../pages/words.mjs";

let server, browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function visit(options = {}) {
  return new Portal(await openPage(browser, { width: WIDTHS.phone, ...options }), server.url, demo.slug);
}

test("a wrong password and a stranger read the same sentence", async () => {
  const portal = await visit();
  await portal.open();
  const said = [];
  for (const [username, password] of [[demo.client, "not the password"], ["nobody@example.com", "not the password"]]) {
    await portal.open();
    await portal.fillSignIn(username, password);
    const alert = portal.page.getByRole("alert").filter({ hasText: demo.firm });
    await alert.waitFor();
    said.push((await alert.textContent()).trim());
    assert.equal(await portal.input(portal.w.username).inputValue(), username, "what was typed stays");
  }
  assert.deepEqual(said, Array(2).fill(portal.w.refused(demo.firm)));
  await assertAccessible(portal.page, "refused sign-in");
  assertQuiet(portal.page, [/status of 401/]);
});

test("the keyboard alone signs in", async () => {
  const portal = await visit();
  await portal.open();
  await portal.button(portal.w.signIn).waitFor();
  const { keyboard } = portal.page;
  await tabTo(portal.page, portal.input(portal.w.username));
  await keyboard.type(demo.client);
  await tabTo(portal.page, portal.input(portal.w.password));
  await keyboard.type(demo.clientPassword);
  await keyboard.press("Enter");
  await portal.heading(portal.w.hello("Carmen")).waitFor();
  await tabTo(portal.page, portal.link(portal.w.cases));
  await keyboard.press("Enter");
  await portal.heading(portal.w.cases).waitFor();
  await portal.page.waitForFunction(() => document.activeElement?.tagName === "H1");
  assertQuiet(portal.page);
});

test("what was typed survives the end of the session", async () => {
  const portal = await visit();
  await portal.open("/cases/new");
  await portal.fillSignIn(demo.client, demo.clientPassword);
  await portal.input(portal.w.subject).fill("Una duda sobre la escritura");
  await portal.input(portal.w.description).fill("¿Quién la firma?");
  await portal.page.context().clearCookies();
  await portal.button(portal.w.send).click();
  await portal.fillSignIn(demo.client, demo.clientPassword);
  await portal.input(portal.w.subject).waitFor();
  assert.equal(await portal.input(portal.w.subject).inputValue(), "Una duda sobre la escritura");
  await portal.button(portal.w.send).click();
  await portal.heading("Una duda sobre la escritura").waitFor();
  assertQuiet(portal.page, [/status of 401/]);
});

test("a draft survives a reload, and a second press sends nothing twice", async () => {
  const portal = await visit({ theme: "dark" });
  await portal.open("/cases/new");
  await portal.fillSignIn(demo.client, demo.clientPassword);
  const subject = "Cambio de titular del agua";
  await portal.input(portal.w.subject).fill(subject);
  await portal.page.waitForFunction((text) => Object.values(localStorage).some((value) => value.includes(text)), subject);
  await portal.page.reload();
  await portal.input(portal.w.subject).waitFor();
  assert.equal(await portal.input(portal.w.subject).inputValue(), subject);
  await portal.input(portal.w.description).fill("Con fecha de la firma.");
  await portal.button(portal.w.send).dblclick();
  await portal.heading(subject).waitFor();
  const found = await (await portal.ask(`/cases?q=${encodeURIComponent(subject)}`)).json();
  assert.equal(found.items.length, 1);
  assertQuiet(portal.page);
});

test("being offline is said, and the page goes on afterwards", async () => {
  const portal = await visit();
  await portal.open();
  await portal.signIn(demo.client, demo.clientPassword, "Carmen");
  await portal.page.context().setOffline(true);
  const banner = portal.page.getByRole("status").filter({ hasText: /Sin conexión/ });
  await banner.waitFor();
  await portal.page.context().setOffline(false);
  await banner.waitFor({ state: "hidden" });
  await portal.goToCases();
  assert.ok((await portal.count(portal.w.all)) > 0);
});

test("Dutch from the door to the account", async () => {
  const portal = await visit();
  await portal.open();
  await portal.speakAtTheDoor("es", "nl");
  await portal.signIn(demo.client, demo.clientPassword, "Carmen");
  assert.equal(await portal.page.locator("html").getAttribute("lang"), "nl");
  await portal.page.reload();
  await portal.heading(words.nl.portal.hello("Carmen")).waitFor();
  await portal.speak("es");
  await portal.page.reload();
  await portal.page.getByRole("heading", { level: 2 }).first().waitFor();
  await portal.signOut();
  assertQuiet(portal.page);
});
