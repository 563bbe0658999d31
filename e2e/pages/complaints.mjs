// What goes wrong in a page without anybody looking must fail the journey, and so must what axe finds.

import assert from "node:assert/strict";
import { accessibilityFaults } from "../lib/browser.mjs";

/** Fails if a page complained (console error, exception, content security policy), but for what is expected. */
export function assertQuiet(page, expected = []) {
  const complaints = page.complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
  assert.deepEqual(complaints, []);
}

/** Fails if axe finds anything on the screen as it is. */
export async function assertAccessible(page, screen) {
  assert.deepEqual(await accessibilityFaults(page), [], `accessibility of ${screen}`);
}
