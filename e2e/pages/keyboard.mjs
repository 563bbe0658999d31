// Going through a page by keyboard alone.

import assert from "node:assert/strict";

/** Presses Tab until an element has the focus; a whole turn through a page at most. */
export async function tabTo(page, target) {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the keyboard does not get to ${target}`);
}

/** Waits until the focus stands in the menu that was opened. */
export async function inMenu(page) {
  await page.waitForFunction(() => document.activeElement?.getAttribute("role")?.startsWith("menuitem"));
}
