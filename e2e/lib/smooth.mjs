// How smoothly the staff app moves with very many contacts: frames while 10,000 rows are scrolled, and the time from a
// key or a press to the next paint on a CPU four times slower.
//
//   node lib/smooth.mjs http://127.0.0.1:8080 [rows]      against a release build with `zaguan demo --contacts 10000`;
//                                                         needs CHROMIUM, see browser.mjs
//
// Prints the slowest frame, the 98th percentile, and the limits. Not a journey: what it says is true only on a machine
// that does nothing else.

import { setTimeout as sleep } from "node:timers/promises";

import { openPage, startBrowser } from "./browser.mjs";

const LIMITS = { frame: 50, interaction: 100 };
const STAFF = { email: "ana@costa-clara.example", password: "Zaguan-demo-2026" };

const [url, wanted = "10000"] = process.argv.slice(2);
if (!url) throw new Error("usage: node lib/smooth.mjs <address of the server> [rows]");

const browser = await startBrowser();
const page = await openPage(browser);
await page.addInitScript(observe);
await page.goto(`${url}/app/contacts`);
await page.getByLabel("Correo electrónico").fill(STAFF.email);
await page.getByLabel("Contraseña", { exact: true }).fill(STAFF.password);
await page.getByRole("button", { name: "Entrar" }).click();
// The door leads on to where one wanted to go.
const table = page.getByRole("table");
await table.waitFor();

const frames = await scrolled(Number(wanted));
const interactions = await interacted();
await browser.close();
const verdicts = [
  report(`frames over ${frames.rows} rows`, frames.worst, LIMITS.frame, `slowest of ${frames.count}, ${frames.long} long ones`),
  report("to next paint", interactions.p98, LIMITS.interaction, `98th percentile of ${interactions.count}, slowest ${interactions.worst} ms`),
];
console.log(`slowest of each: ${interactions.slowest.map(([act, ms]) => `${act} ${ms}`).join(", ")} ms`);
process.exitCode = verdicts.every(Boolean) ? 0 : 1;

function report(what, milliseconds, limit, more) {
  console.log(`${what.padEnd(26)} ${String(Math.round(milliseconds)).padStart(5)} ms, limit ${limit} ms (${more})`);
  return milliseconds <= limit;
}

/** Notes, inside of the page, frames that took long and how long each interaction waited for its paint. */
function observe() {
  globalThis.noted = { frames: [], interactions: new Map(), act: "" };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) globalThis.noted.frames.push(entry.duration);
  }).observe({ type: "long-animation-frame" });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (!interactionId) continue;
      const known = globalThis.noted.interactions.get(interactionId);
      if (known && known.duration >= duration) continue;
      globalThis.noted.interactions.set(interactionId, { duration, act: known?.act ?? globalThis.noted.act });
    }
  }).observe({ type: "event", durationThreshold: 16 });
}

/** Scrolls by the wheel until so many rows have been there; every page that is loaded on the way counts. */
async function scrolled(rows) {
  await page.evaluate(() => (globalThis.noted.frames.length = 0));
  const box = await table.boundingBox();
  await page.mouse.move(box.x + box.width / 2, 500);
  const seen = () => page.evaluate(() => Math.max(0, ...[...document.querySelectorAll("[aria-rowindex]")].map((row) => Number(row.getAttribute("aria-rowindex")))));
  const deadline = Date.now() + 240_000;
  let last = 0;
  let count = 0;
  while (last < rows && Date.now() < deadline) {
    for (let turn = 0; turn < 20; turn += 1) {
      await page.mouse.wheel(0, 1200);
      await sleep(16);
      count += 1;
    }
    last = await seen();
  }
  // And back, through rows that are all there.
  for (let turn = 0; turn < 300; turn += 1) {
    await page.mouse.wheel(0, -2400);
    await sleep(16);
    count += 1;
  }
  const long = await page.evaluate(() => globalThis.noted.frames);
  return { rows: last, count, long: long.length, worst: Math.max(0, ...long) };
}

/** What people do all day, on a slow machine. */
async function interacted() {
  const device = await page.context().newCDPSession(page);
  await device.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(`${url}/app/contacts`);
  await table.waitFor();
  await sleep(1500);
  await page.evaluate(() => globalThis.noted.interactions.clear());
  for (let round = 0; round < 8; round += 1) {
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) await pressed(key);
    await pressed("Enter");
    await sleep(400);
    await pressed("Control+k");
    for (const letter of "mart") await pressed(letter);
    await sleep(300);
    await pressed("Escape");
    await named("sort");
    await page.getByRole("columnheader").getByRole("button").first().click();
    await sleep(400);
  }
  const all = await page.evaluate(() => [...globalThis.noted.interactions.values()]);
  const times = all.map(({ duration }) => duration).sort((a, b) => a - b);
  const p98 = times.length === 0 ? 0 : times[Math.min(times.length - 1, Math.floor(times.length * 0.98))];
  const worstOf = new Map();
  for (const { act, duration } of all) worstOf.set(act, Math.max(duration, worstOf.get(act) ?? 0));
  const slowest = [...worstOf].sort(([, a], [, b]) => b - a);
  return { count: times.length, p98, worst: times.at(-1) ?? 0, slowest };
}

async function pressed(key) {
  await named(key);
  await page.keyboard.press(key);
  await sleep(200);
}

/** Says what comes next, so that the slowest ones have a name. */
function named(act) {
  return page.evaluate((act) => (globalThis.noted.act = act), act);
}
