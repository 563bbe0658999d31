// A Zaguán server of its own for a journey: the binary of ZAGUAN_BIN on a free loopback port, with demo data in a
// temporary folder that is gone afterwards.

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const READY_WITHIN = 20_000;

/**
 * Starts a server.
 *
 * @param {{demo?: boolean, env?: Record<string, string>}} options `demo: false` leaves the database empty.
 * @returns {Promise<{url: string, data: string, mails: () => string[], log: () => string, stop: () => Promise<void>}>}
 */
export async function startServer({ demo = true, env = {} } = {}) {
  const program = process.env.ZAGUAN_BIN;
  if (!program) throw new Error("set ZAGUAN_BIN to the server: cargo xtask build, then target/release/zaguan");
  const data = mkdtempSync(join(tmpdir(), "zaguan-e2e-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = { ...withoutSettings(process.env), ZAGUAN_DATA_DIR: data, ZAGUAN_BIND: `127.0.0.1:${port}`, ZAGUAN_PUBLIC_URL: url, ...env };
  if (demo) await promisify(execFile)(program, ["demo"], { cwd: data, env: settings });

  const logFile = join(data, "server.log");
  const out = openSync(logFile, "a");
  const child = spawn(program, ["serve"], { cwd: data, env: settings, stdio: ["ignore", out, out] });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const log = () => readFileSync(logFile, "utf8");
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
    rmSync(data, { recursive: true, force: true });
  };
  // A journey that dies half-way must not leave its server behind.
  process.on("exit", () => child.kill("SIGKILL"));

  const deadline = Date.now() + READY_WITHIN;
  while (!(await answers(`${url}/readyz`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const words = log();
      await stop();
      throw new Error(`the server did not become ready:\n${words}`);
    }
    await sleep(50);
  }
  return { url, data, mails: () => mails(join(data, "mail")), log, stop };
}

/** Texts of all mails written so far, oldest first. */
function mails(folder) {
  let names;
  try {
    names = readdirSync(folder, { recursive: true });
  } catch {
    return [];
  }
  return names.filter((name) => name.endsWith(".eml")).sort().map((name) => readFileSync(join(folder, name), "utf8"));
}

async function answers(address) {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

/** The developer's own settings must not decide what a journey sees. */
function withoutSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("ZAGUAN_")));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
