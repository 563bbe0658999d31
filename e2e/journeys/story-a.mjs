// Story A of product.md, as two people live it: Ana of the firm at a desk, and a client on a phone.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { test } from "node:test";
import { WIDTHS, openPage, startBrowser } from "../lib/browser.mjs";
import { startServer } from "../lib/server.mjs";
import { assertAccessible, assertQuiet } from "../pages/complaints.mjs";
import { invitation, recipient } from "../pages/mail.mjs";
import { Portal } from "../pages/portal.mjs";
import { Staff } from "../pages/staff.mjs";
import { demo, words } from "../pages/words.mjs";

/** What happens elsewhere has to be seen within this time, without a reload. */
const LIVE = { timeout: 2_000 };

const client = { firstName: "Elena", lastName: "Prueba Sol", email: "elena@prueba.example", password: "tres barcas junto al faro" };
const first = { subject: "Llaves del trastero", description: "No abren la puerta del garaje." };
const second = { subject: "Recibo del IBI", description: "Falta el del año pasado." };

export function storyA(language) {
  test(`story A: a client gets in and opens a case (${language})`, async () => {
    const server = await startServer();
    const browser = await startBrowser();
    try {
      const staff = new Staff(await openPage(browser, { width: WIDTHS.desktop }), server.url);
      const portal = new Portal(await openPage(browser, { width: WIDTHS.phone }), server.url, demo.slug);
      await live({ server, staff, portal, language, w: words[language] });
      assertQuiet(staff.page);
      assertQuiet(portal.page, [/status of 422/]);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

async function live(story) {
  const { staff, language } = story;
  await staff.open();
  await staff.signIn();
  if (language !== "es") await staff.speak(language);
  await step("1–3: inactive fields come back", () => fieldsComeBack(story));
  await step("4: the contact gets an invitation", () => invite(story));
  await step("5: the client comes in with an own password", () => comeIn(story));
  await step("6: a case crosses over within two seconds", () => openCase(story));
  await step("7: «Campo Portal» shows a field and hides it again", () => showAndHide(story));
  await step("8: states, search, and news without a reload", () => follow(story));
}

/** Names the part of the story in what went wrong; later parts need the earlier ones. */
async function step(name, act) {
  try {
    await act();
  } catch (error) {
    throw new Error(`${name}: ${error.message}`, { cause: error });
  }
}

async function fieldsComeBack({ staff }) {
  const fields = [staff.w.portalUser, staff.w.supportStart, staff.w.supportEnd];
  await staff.goTo(staff.w.contacts);
  await assertAccessible(staff.page, "contacts");
  await staff.newContact();
  for (const field of fields) assert.equal(await staff.input(field).count(), 0, `${field} is not on the form yet`);
  await staff.goTo(staff.w.contacts);
  await staff.editFields();
  await staff.block(staff.w.companyBlock).waitFor();
  const headings = await staff.page.getByRole("heading", { level: 2 }).allTextContents();
  assert.equal(headings.at(-1), staff.w.companyBlock, "it is the last block");
  await assertAccessible(staff.page, "fields of contacts");
  await staff.reactivate(staff.w.companyBlock, fields);
}

async function invite(story) {
  const { staff, server, w, language } = story;
  await staff.goTo(staff.w.contacts);
  await staff.newContact();
  for (const field of [staff.w.supportStart, staff.w.supportEnd]) assert.match(await staff.input(field).inputValue(), /^\d{4}-\d\d-\d\d$/, `${field} is proposed`);
  await assertAccessible(staff.page, "new contact");
  await staff.saveContact({ ...client, language: language === "es" ? undefined : language });
  await assertAccessible(staff.page, "contact");
  const mail = await mailTo(server, client.email);
  story.invited = invitation(mail, w.mail);
  assert.equal(story.invited.link, `${server.url}/p/${demo.slug}/`);
  assert.equal(story.invited.username, client.email);
  assert.ok(story.invited.password, "the mail carries a temporary password");
  for (const said of [w.mail.button, demo.firm, story.invited.link]) assert.ok(story.invited.html.includes(said), `the mail shows ${said}`);
}

async function comeIn({ portal, invited, language }) {
  await portal.page.goto(invited.link);
  await portal.button(portal.w.signIn).waitFor();
  await assertAccessible(portal.page, "sign-in");
  if (language !== "es") await portal.speakAtTheDoor("es", language);
  await portal.fillSignIn(invited.username, invited.password);
  await portal.chooseOwnPassword("12345678");
  await portal.page.getByText(portal.w.weak).waitFor();
  await assertAccessible(portal.page, "own password");
  await portal.chooseOwnPassword(client.password);
  await portal.heading(portal.w.hello(client.firstName)).waitFor();
  // The greeting comes first, the numbers when they are there; all of them at once.
  const tiles = portal.page.getByRole("link").filter({ hasText: /^\d+/ });
  await tiles.first().waitFor();
  assert.equal(await tiles.count(), portal.w.states.length, "a tile with its count for each state");
  await assertAccessible(portal.page, "home");
}

async function openCase(story) {
  const { portal, staff } = story;
  await staff.goTo(staff.w.cases);
  await portal.goToCases();
  assert.equal(await portal.count(portal.w.all), 0);
  await assertAccessible(portal.page, "no cases");
  await portal.newCase();
  assert.deepEqual(await labels(portal), [portal.w.subject, portal.w.description, portal.w.priority], "exactly the fields of the portal");
  await assertAccessible(portal.page, "new case");
  const seen = staff.caseLink(first.subject).waitFor();
  await portal.input(portal.w.subject).fill(first.subject);
  await portal.input(portal.w.description).fill(first.description);
  await portal.button(portal.w.send).click();
  const sent = Date.now();
  await seen;
  assert.ok(Date.now() - sent < LIVE.timeout, `the staff app took ${Date.now() - sent} ms`);
  await portal.heading(first.subject).waitFor();
  await assertAccessible(portal.page, "case");
  const { items } = await (await staff.ask(`/cases?q=${encodeURIComponent(first.subject)}`)).json();
  assert.equal(items.length, 1);
  story.case = items[0];
  assert.match(story.case.number, /^C-\d{6}$/);
  assert.deepEqual([story.case.source, story.case.status, story.case.contact_name], ["portal", "open", `${client.firstName} ${client.lastName}`]);
  assert.ok(story.case.assignee_id, "somebody looks after it");
  await staff.caseLink(first.subject).click();
  await staff.heading(first.subject).waitFor();
  await staff.page.getByText(staff.w.sourcePortal, { exact: true }).waitFor();
  await assertAccessible(staff.page, "case in the staff app");
}

async function showAndHide(story) {
  const { portal, staff } = story;
  await staff.openStudio(staff.w.cases);
  await assertAccessible(staff.page, "studio");
  await staff.setPortalField(staff.w.category, true);

  await portal.goToCases();
  await portal.newCase();
  await portal.page.reload();
  await portal.input(portal.w.category).selectOption({ label: portal.w.documentation });
  await portal.sendCase({ [portal.w.subject]: second.subject, [portal.w.description]: second.description });
  await portal.page.getByText(portal.w.documentation, { exact: true }).waitFor();
  const address = portal.page.url();
  await portal.goToCases();
  await portal.page.getByText(`${portal.w.category}: ${portal.w.documentation}`).waitFor();
  await portal.openSearch();
  await assertAccessible(portal.page, "search");
  await portal.input(portal.w.category).selectOption({ label: portal.w.documentation });
  await portal.button(portal.w.results).click();
  await portal.result(portal.w.matching(1)).waitFor();
  assert.match(portal.page.url(), /[?&]category=documentation/, "the address holds the search");

  await staff.setPortalField(staff.w.category, false);
  await portal.page.goto(address);
  await portal.heading(second.subject).waitFor();
  assert.equal(await portal.page.getByText(portal.w.documentation, { exact: true }).count(), 0, "gone from the page of the case");
  await portal.goToCases();
  await portal.page.getByRole("link", { name: second.subject }).waitFor();
  assert.equal(await portal.page.getByText(portal.w.documentation).count(), 0, "gone from the list");
  await portal.openSearch();
  assert.equal(await portal.input(portal.w.category).count(), 0, "gone from the search");
  await portal.newCase();
  assert.deepEqual(await labels(portal), [portal.w.subject, portal.w.description, portal.w.priority], "gone from the form");
  await goneFromTheApi(portal, address);
}

async function goneFromTheApi(portal, address) {
  const id = address.split("/").at(-1);
  const forms = await (await portal.ask("/forms/cases")).json();
  for (const [form, fields] of Object.entries(forms)) assert.ok(!fields.some((field) => field.api_name === "category"), `not in ${form}`);
  const found = await (await portal.ask(`/cases/${id}`)).json();
  assert.ok(!("category" in found), "not in the case");
  assert.equal((await portal.ask("/cases?filter[category]=documentation")).status(), 422, "nothing to filter by");
}

async function follow({ portal, staff, case: opened }) {
  await portal.goToCases();
  const counts = await Promise.all([portal.w.all, ...portal.w.states].map((name) => portal.count(name)));
  assert.deepEqual(counts, [2, 2, 0, 0, 0]);
  await portal.find(opened.number);
  await portal.result(portal.w.matching(1)).waitFor();
  await portal.page.getByRole("link", { name: first.subject }).click();
  await portal.heading(first.subject).waitFor();

  // The firm answers and waits; the client sees both where they are, without a reload.
  await staff.goTo(staff.w.cases);
  await staff.caseLink(first.subject).click();
  await staff.input(staff.w.message).fill("¿Cuándo te viene bien?");
  const answered = portal.page.getByText("¿Cuándo te viene bien?").waitFor();
  await staff.page.keyboard.press("Control+Enter");
  await answered;
  // What one says oneself moves the case on: nobody is to be told afterwards that somebody else changed it.
  const status = staff.page.getByRole("combobox", { name: staff.w.status, exact: true });
  await staff.page.waitForFunction((label) => [...document.querySelectorAll("select")].some((each) => each.selectedOptions[0]?.label === label), portal.w.states[1]);
  const waiting = portal.w.states[2];
  const turned = portal.page.getByText(portal.w.yourTurn, { exact: true }).waitFor();
  await status.selectOption({ label: waiting });
  await turned;

  // The client answers: the case goes back to the firm.
  await portal.input(portal.w.message).fill("El martes por la tarde.");
  const heard = staff.page.getByText("El martes por la tarde.").waitFor(LIVE);
  await portal.button(portal.w.send).click();
  await heard;
  await portal.page.getByText(portal.w.states[1], { exact: true }).waitFor(LIVE);
  await portal.goToCases();
  await portal.state(portal.w.states[1]).check();
  await portal.result(portal.w.count(1)).waitFor();
  assert.match(portal.page.url(), /[?&]status=in_progress/);
  await portal.page.reload();
  await portal.result(portal.w.count(1)).waitFor();
  assert.ok(await portal.state(portal.w.states[1]).isChecked(), "the address keeps the state");
  await portal.signOut();
  const kept = await portal.page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.ok(!kept.includes(client.email) && !kept.includes("zaguan.portal"), "nothing of the client stays in the browser");
}

/** The labels of the form of a new case, in order. */
async function labels(portal) {
  return portal.page.getByRole("form", { name: portal.w.newCase, exact: true }).locator("label").allTextContents();
}

/** The first mail to an address, as soon as it is written. */
async function mailTo(server, address) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const mail = server.mails().find((each) => recipient(each).includes(address));
    if (mail) return mail;
    assert.ok(Date.now() < deadline, `no mail to ${address}`);
    await pause(50);
  }
}
