// Every screen of the staff app, as its own source names them, in both themes, at every width and in Dutch: axe finds
// nothing, nothing is wider than the window, one heading says where one is, no Spanish is left, and nobody complains.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { spanishTexts, textsOf } from "../pages/catalogue.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { Staff } from "../pages/staff.mjs";
import { demo } from "../pages/words.mjs";

const source = readFileSync(fileURLToPath(new URL("../../frontend-staff/src/routes.rs", import.meta.url)), "utf8");
const spanish = spanishTexts();
let server, browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The addresses of all screens as `routes.rs` writes them, with what stands in the demo data in place of ids. */
async function addresses(staff) {
  const first = async (path) => (await (await staff.ask(`${path}${path.includes("?") ? "&" : "?"}limit=1`)).json()).items[0].id;
  const ids = { contacts: await first("/contacts"), organisations: await first("/organisations"), cases: await first("/cases"), imports: await imported(staff) };
  const written = source.slice(source.indexOf("impl fmt::Display for Route"), source.indexOf("#[cfg(test)]"));
  const paths = [...written.matchAll(/"(\/[^"]*)"/g)].map(([, path]) => path);
  assert.ok(paths.length > 15, "routes are written in another way now");
  return paths.flatMap((path) => {
    if (path.includes("{module}")) return ["contacts", "organisations", "cases"].map((module) => path.replace("{module}", module));
    const kind = path.split("/")[1];
    if (!path.includes("{id}")) return [path];
    assert.ok(ids[kind], `nothing to show at ${path}`);
    return [path.replace("{id}", ids[kind])];
  });
}

/** An import that waits for its columns. */
async function imported(staff) {
  const answer = await staff.page.request.post(`${staff.api}/imports?module=contacts&file_name=contacten.csv`, {
    data: "Voornaam,Achternaam,E-mail\nÁngel,Núñez,angel@example.com\nBegoña,,begona@example.com\n",
    headers: { origin: server.url, "content-type": "text/csv" },
  });
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).id;
}

const looks = [
  { width: WIDTHS.phone, theme: "light", language: "nl" },
  { width: WIDTHS.phone, theme: "dark", language: "es" },
  { width: WIDTHS.tablet, theme: "light", language: "es" },
  { width: WIDTHS.desktop, theme: "dark", language: "nl" },
  { width: WIDTHS.desktop, theme: "light", language: "es" },
];

for (const { width, theme, language } of looks) {
  test(`every screen at ${width} px, ${theme}, ${language}`, async () => {
    const page = await openPage(browser, { width, theme });
    const staff = new Staff(page, server.url);
    await staff.open();
    await staff.input(staff.w.email).fill(demo.owner);
    await staff.input(staff.w.password).fill(demo.staffPassword);
    await staff.button(staff.w.signIn).click();
    // In whatever language the look before left.
    await page.getByRole("navigation").first().waitFor();
    const answer = await page.request.patch(`${staff.api}/me`, { data: { language }, headers: { origin: server.url } });
    assert.equal(answer.status(), 200);
    const paths = await addresses(staff);
    for (const path of [...paths, "/nowhere"]) {
      const screen = `${path} at ${width} px, ${theme}, ${language}`;
      await staff.open(path);
      await page.locator("h1").first().waitFor();
      // The catalogue shows what waits as well.
      if (path !== "/ui") await page.waitForFunction(() => !document.querySelector(".skeleton, [aria-busy=true]"));
      const found = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - window.innerWidth,
        headings: [...document.querySelectorAll("h1")].filter((heading) => heading.checkVisibility()).length,
        title: document.title,
        language: document.documentElement.lang,
      }));
      assert.ok(found.wide <= 0, `${screen} is ${found.wide} px wider than the window`);
      assert.equal(found.headings, 1, `headings of ${screen}`);
      assert.ok(found.title.length > 3, `title of ${screen}`);
      // The catalogue, which needs no sign-in, speaks what was chosen on it.
      if (path !== "/ui") assert.equal(found.language, language, `language of ${screen}`);
      await assertAccessible(page, screen);
      if (language !== "es" && path !== "/ui") {
        const left = (await textsOf(page)).filter((text) => spanish.some((pattern) => pattern.test(text)));
        assert.deepEqual(left, [], `Spanish words of ${screen}`);
      }
      await shot(page, `screen-${language}-${theme}-${width}${path.replace(/[0-9a-f-]{36}/, "one").replaceAll("/", "-")}`);
    }
    assertQuiet(page);
    await page.context().close();
  });
}
