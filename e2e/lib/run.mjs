// Runs the journeys: every `journeys/**/*.test.mjs`, or those whose path holds one of the arguments.
//
//   node lib/run.mjs [part of a path …]      needs ZAGUAN_BIN and CHROMIUM, see server.mjs and browser.mjs
//
// Prints what happens as it happens, writes results/summary.json, and closes with the line `N passed, N failed`.

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const results = join(root, "results");
const wanted = process.argv.slice(2);

const files = readdirSync(join(root, "journeys"), { recursive: true })
  .filter((name) => name.endsWith(".test.mjs"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort()
  .map((name) => join(root, "journeys", name));

if (files.length === 0) {
  console.error("no journey found");
  process.exit(1);
}

const outcomes = [];
// A suite is a heading: counting it too would count its tests twice.
const record = (event, outcome) => {
  if (event.details?.type === "suite") return;
  outcomes.push({ name: event.name, file: event.file ? relative(root, event.file) : null, outcome, milliseconds: event.details?.duration_ms });
};

// One file after the other: two cores carry one server and one browser, not several.
const stream = run({ files, concurrency: 1, timeout: 180_000 });
stream.on("test:pass", (event) => record(event, event.skip || event.todo ? "skipped" : "passed"));
stream.on("test:fail", (event) => record(event, "failed"));
stream.compose(new spec()).pipe(process.stdout);
stream.on("end", () => {
  const count = (outcome) => outcomes.filter((test) => test.outcome === outcome).length;
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "summary.json"), JSON.stringify({ passed: count("passed"), failed: count("failed"), skipped: count("skipped"), tests: outcomes }, null, 2));
  process.exitCode = count("failed") === 0 && count("passed") > 0 ? 0 : 1;
  // After the reporter has written its own closing words.
  process.on("exit", () => console.log(`${count("passed")} passed, ${count("failed")} failed`));
});
