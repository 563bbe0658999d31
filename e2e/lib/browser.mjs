// The browser of the journeys: the system's Chromium (CHROMIUM), driven by playwright-core, which downloads nothing.

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

/** The widths every screen is looked at. */
export const WIDTHS = { phone: 390, tablet: 820, desktop: 1440 };

const shots = fileURLToPath(new URL("../results/shots", import.meta.url));

/** Starts Chromium. The caller closes it. */
export function startBrowser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}: install it or set CHROMIUM`);
  // Chromium's own sandbox does not work as root, which is what continuous integration usually is.
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: asRoot ? ["--no-sandbox"] : [] });
}

/**
 * A page with its own cookies, as one person at one device has it. What goes wrong in the page without anybody looking
 * (console errors, exceptions, refused by the content security policy) is gathered in `page.complaints`.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{width?: number, theme?: "light"|"dark", locale?: string}} options
 */
export async function openPage(browser, { width = WIDTHS.desktop, theme = "light", locale = "es-ES" } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: theme,
    locale,
    timezoneId: "Europe/Madrid",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  return page;
}

/** What axe finds on the page as it is, by the rules of WCAG 2.2 AA: an empty list is the goal. */
export async function accessibilityFaults(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).join(", ")})`);
}

/** Keeps a picture of the page in results/shots. */
export async function shot(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}
