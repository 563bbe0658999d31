// «Casos» as staff works through them: views by status with their counts, filters, many at once with a way back, the case
// beside its list, what a client opens while one looks.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { WIDTHS, openPage, shot, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { Portal } from "../pages/portal.mjs";
import { Staff } from "../pages/staff.mjs";
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

const found = async (staff, query) => (await (await staff.ask(`/cases?${query}`)).json()).items;
const views = (page) => page.getByRole("navigation", { name: "Vistas", exact: true });
const foot = (page, text) => page.getByRole("status").getByText(text, { exact: true });

test("each status is a view with its count, and the address says what is shown", async () => {
  const staff = await someone();
  const { page } = staff;
  await staff.goTo(staff.w.cases);
  await page.locator(".row-link").first().waitFor();
  await assertAccessible(page, "cases");
  await shot(page, "cases");
  const counts = await (await staff.ask("/case-counts")).json();
  for (const [name, count] of [["Todos", counts.all], ["Abierto", counts.open], ["En progreso", counts.in_progress], ["En espera de respuesta", counts.waiting_for_response], ["Cerrado", counts.closed]]) {
    const tab = views(page).getByRole("link", { name, exact: true });
    await page.waitForFunction(([element, text]) => element.getAttribute("aria-description") === text, [await tab.elementHandle(), String(count)]);
  }
  for (const [name, assignee] of [["Míos", "me"], ["Sin asignar", "none"]]) {
    const { total } = await (await staff.ask(`/cases?filter[assignee_id]=${assignee}&count=true&limit=1`)).json();
    const tab = views(page).getByRole("link", { name, exact: true });
    await page.waitForFunction(([element, text]) => element.getAttribute("aria-description") === text, [await tab.elementHandle(), String(total)]);
  }
  await views(page).getByRole("link", { name: "En espera de respuesta", exact: true }).click();
  await page.waitForURL(/cases\?view=waiting_for_response&status=waiting_for_response$/);
  await foot(page, `${counts.waiting_for_response} casos`).waitFor();

  // A filter more, and the view keeps both under a name.
  await staff.button("Filtrar").click();
  await page.getByRole("menuitem", { name: "Prioridad", exact: true }).click();
  await page.getByRole("dialog").getByRole("combobox", { name: "Prioridad", exact: true }).selectOption({ label: "Normal" });
  await page.waitForURL(/priority=normal/);
  await page.keyboard.press("Escape");
  const normal = (await found(staff, "filter[status]=waiting_for_response&filter[priority]=normal&limit=200")).length;
  await foot(page, normal === 1 ? "1 caso" : `${normal} casos`).waitFor();
  await staff.button("Guardar como vista nueva").click();
  await page.getByLabel("Nombre de la vista").fill("Esperan, sin prisa");
  await page.getByRole("dialog").getByRole("button", { name: "Guardar", exact: true }).click();
  await views(page).getByRole("link", { name: "Esperan, sin prisa", exact: true }).waitFor();
  await page.waitForURL(/view=[0-9a-f-]{36}/);
  await page.reload();
  await page.getByRole("button", { name: "Quitar el filtro «Estado»" }).waitFor();
  await foot(page, normal === 1 ? "1 caso" : `${normal} casos`).waitFor();
  assertQuiet(page);
});

test("the case stands beside its list on a wide screen, and takes the sheet on a phone", async () => {
  const staff = await someone();
  const { page } = staff;
  const [one] = await found(staff, "limit=1");
  await staff.goTo(staff.w.cases);
  await staff.caseLink(one.subject).first().click();
  await staff.heading(one.subject).waitFor();
  await page.waitForURL(new RegExp(`cases/${one.id}`));
  assert.ok(await page.getByRole("table", { name: "Casos" }).isVisible(), "the list stays beside it");
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
  await assertAccessible(page, "case beside its list");
  await page.getByRole("link", { name: "Cerrar el panel" }).click();
  await page.waitForURL(/cases$/);

  const phone = await someone({ width: WIDTHS.phone });
  await phone.open(`/cases/${one.id}`);
  await phone.heading(one.subject).waitFor();
  assert.ok(!(await phone.page.getByRole("table", { name: "Casos" }).isVisible()));
  await phone.page.getByRole("main").getByRole("link", { name: "Casos", exact: true }).click();
  await phone.page.getByRole("table", { name: "Casos" }).waitFor();
  await phone.caseLink(one.subject).first().waitFor();
  await assertAccessible(phone.page, "cases on a phone");
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!wide, "nothing hangs over the edge");
  assertQuiet(page);
  assertQuiet(phone.page);
});

test("many are closed and given to somebody at once, and all of it can be taken back", async () => {
  const staff = await someone();
  const { page } = staff;
  for (const subject of ["Lote uno", "Lote dos"]) await send(staff, "POST", "/cases", { subject });
  await staff.open("/cases?q=lote");
  const tick = async () => {
    for (const subject of ["Lote uno", "Lote dos"]) await page.getByRole("checkbox", { name: `Seleccionar ${subject}`, exact: true }).check();
  };
  await tick();
  const bar = page.getByRole("region", { name: "Acciones con la selección" });
  assert.equal(await bar.getByRole("button", { name: "Eliminar" }).count(), 0, "cases are closed, never deleted");
  await assertAccessible(page, "many cases");
  await bar.getByRole("button", { name: "Estado", exact: true }).click();
  await page.getByRole("menuitem", { name: "Cerrado", exact: true }).click();
  await page.getByText("2 cambiados").waitFor();
  const statuses = async () => (await found(staff, "q=lote")).map((one) => one.status);
  assert.deepEqual(await statuses(), ["closed", "closed"]);
  await page.getByRole("row", { name: /Lote uno/ }).getByText("Cerrado", { exact: true }).last().waitFor();
  await staff.button("Deshacer").click();
  await page.getByText("2 vuelven a estar como antes").waitFor();
  assert.deepEqual(await statuses(), ["open", "open"]);

  await tick();
  await bar.getByRole("button", { name: "Prioridad", exact: true }).click();
  await page.getByRole("menuitem", { name: "Urgente", exact: true }).click();
  await page.getByRole("row", { name: /Lote dos/ }).getByText("Urgente", { exact: true }).waitFor();

  await tick();
  await bar.getByRole("button", { name: "Asignar", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Asignar" });
  await sheet.getByRole("combobox", { name: "Responsable", exact: true }).selectOption({ label: "Luis Prado" });
  await sheet.getByRole("button", { name: "Asignar ahora" }).click();
  await page.getByRole("row", { name: /Lote uno/ }).getByText("Luis Prado").waitFor();
  assert.deepEqual((await found(staff, "q=lote")).map((one) => [one.priority, one.assignee_name]), [["urgent", "Luis Prado"], ["urgent", "Luis Prado"]]);
  assertQuiet(page);
});

test("what a client opens stands in the open list within two seconds", async () => {
  const staff = await someone();
  await staff.goTo(staff.w.cases);
  await staff.page.locator(".row-link").first().waitFor();
  const all = views(staff.page).getByRole("link", { name: "Todos", exact: true });
  const before = Number(await all.getAttribute("aria-description"));
  const portal = new Portal(await openPage(browser, { width: WIDTHS.phone }), server.url, demo.slug);
  await portal.open("/");
  await portal.fillSignIn(demo.client, demo.clientPassword);
  await portal.heading(portal.w.hello("Carmen")).waitFor();
  await portal.open("/cases/new");
  await portal.input(portal.w.subject).fill("Ruido en la terraza");
  await portal.input(portal.w.description).fill("Desde el lunes.");
  await portal.button(portal.w.send).click();
  await portal.heading("Ruido en la terraza").waitFor();
  // Nobody has read it yet, and whoever does not see says so too.
  await staff.link("Sin leer: Ruido en la terraza").waitFor({ timeout: 2_000 });
  await staff.page.waitForFunction(([element, text]) => element.getAttribute("aria-description") === text, [await all.elementHandle(), String(before + 1)]);
  const row = staff.page.getByRole("row", { name: /Ruido en la terraza/ });
  assert.deepEqual((await found(staff, "q=Ruido")).map((one) => [one.source, one.contact_name]), [["portal", "Carmen Rueda Molina"]]);
  await row.getByText("Abierto", { exact: true }).last().waitFor();
  assertQuiet(staff.page);
  assertQuiet(portal.page);
});

/** A case of Carmen's with so many messages of staff. */
async function conversation(staff, subject, messages) {
  const [contact] = (await (await staff.ask("/contacts?q=carmen%20rueda&limit=1")).json()).items;
  const one = await send(staff, "POST", "/cases", { subject, contact_id: contact.id });
  for (let n = 1; n <= messages; n += 1) await send(staff, "POST", `/cases/${one.id}/messages`, { body: `Mensaje ${n}` });
  return one;
}

/** Carmen, in her portal. */
async function carmen() {
  const portal = new Portal(await openPage(browser, { width: WIDTHS.phone }), server.url, demo.slug);
  await portal.open("/");
  await portal.fillSignIn(demo.client, demo.clientPassword);
  await portal.heading(portal.w.hello("Carmen")).waitFor();
  return portal;
}

const says = async (portal, id, body) => {
  const path = `${server.url}/api/portal/v1/${demo.slug}/cases/${id}/messages`;
  const answer = await portal.page.request.post(path, { data: { body }, headers: { origin: server.url } });
  assert.ok(answer.ok(), await answer.text());
};

test("a case that a client has written in is marked until one has read it, for each of the staff", async () => {
  const [ana, luis] = [await someone(), new Staff(await openPage(browser), server.url)];
  await luis.open();
  await luis.signIn("luis@costa-clara.example");
  const one = await conversation(ana, "Ventana que no cierra", 1);
  for (const who of [ana, luis]) {
    await who.open("/cases?q=ventana");
    await who.link("Ventana que no cierra").waitFor();
  }
  const portal = await carmen();
  await says(portal, one.id, "Sigue igual");
  const marked = (who) => who.link("Sin leer: Ventana que no cierra");
  for (const who of [ana, luis]) await marked(who).waitFor({ timeout: 2_000 });
  const weight = (link) => link.locator(".unread").evaluate((element) => Number(getComputedStyle(element).fontWeight));
  assert.ok((await weight(marked(ana))) >= 650, "not by a colour alone");
  await assertAccessible(ana.page, "an unread case in its list");
  await shot(ana.page, "cases-unread");

  // Read in another window of the same person: the mark goes in this one, and stays for the colleague.
  const second = new Staff(await ana.page.context().newPage(), server.url);
  second.page.complaints = [];
  await second.open(`/cases/${one.id}`);
  await second.page.getByText("Sigue igual", { exact: true }).waitFor();
  await ana.link("Ventana que no cierra").waitFor({ timeout: 2_000 });
  assert.ok(await marked(luis).isVisible());
  // What comes while one looks at the conversation is read with it.
  await says(portal, one.id, "¿Hay alguien?");
  await second.page.getByText("¿Hay alguien?", { exact: true }).waitFor({ timeout: 2_000 });
  await ana.page.waitForFunction(async (path) => !(await (await fetch(path)).json()).unread, `${ana.api}/cases/${one.id}`);
  await ana.link("Ventana que no cierra").waitFor({ timeout: 2_000 });
  for (const page of [ana.page, luis.page, portal.page]) assertQuiet(page);
});

test("a conversation opens at its newest message, and what is older comes above without a jump", async () => {
  const staff = await someone();
  const { page } = staff;
  const one = await conversation(staff, "Historia larga", 70);
  for (const width of [WIDTHS.desktop, WIDTHS.phone]) {
    await page.setViewportSize({ width, height: 800 });
    await staff.open(`/cases/${one.id}`);
    const message = (n) => page.getByText(`Mensaje ${n}`, { exact: true });
    await message(70).waitFor();
    const inSight = (locator) => locator.evaluate((element) => {
      const [box, around] = [element.getBoundingClientRect(), element.closest(".record-body").getBoundingClientRect()];
      return box.top >= around.top - 1 && box.bottom <= around.bottom + 1;
    });
    await page.waitForFunction(() => document.querySelector(".record-body").scrollTop > 0);
    assert.ok(await inSight(message(70)), "the newest message is in sight");
    assert.equal(await message(20).count(), 0, "older ones are not read yet");
    await staff.button("Mensajes anteriores").scrollIntoViewIfNeeded();
    const top = () => message(21).evaluate((element) => element.getBoundingClientRect().top);
    const before = await top();
    await staff.button("Mensajes anteriores").click();
    await message(1).waitFor({ state: "attached" });
    await page.waitForFunction(() => !document.querySelector(".talk-older"));
    const bodyHas = await page.locator(".record-body .msg").count();
    assert.equal(bodyHas, 70);
    // The line of the day stands above the first of them now.
    assert.ok(Math.abs((await top()) - before) <= 48, `from ${before} to ${await top()}`);
    await assertAccessible(page, "a long conversation");
  }
  await page.setViewportSize({ width: WIDTHS.desktop, height: 800 });
  // In the portal too.
  const portal = await carmen();
  await portal.open(`/cases/${one.id}`);
  const newest = portal.page.getByText("Mensaje 70", { exact: true });
  await newest.waitFor();
  await portal.page.waitForFunction(() => window.scrollY > 0);
  const box = await newest.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= portal.page.viewportSize().height, "the newest message is in sight");
  assertQuiet(page);
  assertQuiet(portal.page);
});

test("the organisation of a case is a column and a link", async () => {
  const staff = await someone();
  const { page } = staff;
  const [firm] = (await (await staff.ask("/organisations?limit=1")).json()).items;
  const one = await send(staff, "POST", "/cases", { subject: "Persiana del portal", organisation_id: firm.id });
  assert.equal(one.organisation_name, firm.name);
  await staff.open("/cases?q=persiana&columns=subject,organisation_id,status");
  await page.getByRole("row", { name: /Persiana/ }).getByRole("link", { name: firm.name, exact: true }).waitFor();
  await staff.open(`/cases/${one.id}`);
  await page.getByRole("link", { name: firm.name, exact: true }).last().click();
  await staff.heading(firm.name).waitFor();
  assertQuiet(page);
});
