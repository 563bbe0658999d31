// How long a first visit takes on a slow phone: 4× slower CPU, 1.6 Mbit/s, 150 ms, nothing in the cache.
//
//   node lib/speed.mjs http://127.0.0.1:8080 [visits]      against a release build; needs CHROMIUM, see browser.mjs
//
// Prints the median, the slowest, and the limits. Not a journey: what it says is true only on a machine that does
// nothing else.

import { openPage, startBrowser, WIDTHS } from "./browser.mjs";

const [url, visits = "5"] = process.argv.slice(2);
if (!url) throw new Error("usage: node lib/speed.mjs <address of the server> [visits]");

const PAGES = [
  { name: "portal", path: "/p/costa-clara/", width: WIDTHS.phone, usable: 3000, painted: 2000 },
  { name: "staff", path: "/app/", width: WIDTHS.desktop, usable: 4000, painted: 3000 },
];

const browser = await startBrowser();
let isSlow = false;
for (const { name, path, width, usable, painted } of PAGES) {
  const times = [];
  for (let visit = 0; visit < Number(visits); visit += 1) times.push(await firstVisit(`${url}${path}`, width));
  for (const [what, key, limit] of [["usable", "usable", usable], ["largest paint", "painted", painted]]) {
    const sorted = times.map((time) => time[key]).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    isSlow ||= median > limit;
    console.log(`${name.padEnd(7)} ${what.padEnd(14)} median ${median} ms, slowest ${sorted.at(-1)} ms, limit ${limit} ms`);
  }
}
await browser.close();
process.exitCode = isSlow ? 1 : 0;

/** Milliseconds from the start of the navigation. */
async function firstVisit(address, width) {
  const page = await openPage(browser, { width });
  const device = await page.context().newCDPSession(page);
  await device.send("Network.enable");
  await device.send("Network.setCacheDisabled", { cacheDisabled: true });
  const bytesPerSecond = (1.6 * 1024 * 1024) / 8;
  await device.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
  await device.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  // Noted inside of the page: asking from outside would wait for a busy page.
  await page.addInitScript(() => {
    globalThis.noted = { painted: 0 };
    new PerformanceObserver((list) => {
      globalThis.noted.painted = list.getEntries().at(-1).startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    const look = () => {
      if (document.documentElement.dataset.boot === "done" && document.querySelector("form input[type=password]")) {
        // The frame after it is drawn takes the first key.
        requestAnimationFrame(() => setTimeout(() => (globalThis.noted.usable = performance.now())));
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.noted?.usable, undefined, { timeout: 60_000 });
  await page.waitForTimeout(300);
  const { usable, painted } = await page.evaluate(() => globalThis.noted);
  await page.context().close();
  return { usable: Math.round(usable), painted: Math.round(painted) };
}
