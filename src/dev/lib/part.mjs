import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ARTIFACTS, ROOT } from "./paths.mjs";
import { run, tail } from "./run.mjs";

/**
 * A part of the tests: `work()` resolves to counts. `needs()` resolves to the reason why it cannot run on this machine, or to undefined.
 * @typedef {{ passed: number, failed: number, skipped: string[], failures: { title: string, message: string }[] }} Counts
 * @typedef {{ name: string, work: (log: string) => Promise<Counts>, needs?: () => Promise<string | undefined> }} Part
 */

const skippedBecause = (reason) => ({ passed: 0, failed: 0, skipped: [reason], failures: [] });
const failedBecause = (title, message) => ({ passed: 0, failed: 1, skipped: [], failures: [{ title, message }] });

/** A program that is right when it exits with 0: counts as one. */
export function checkPart(name, title, bin, args) {
  return {
    name,
    work: async (log) => {
      const { code, output } = await run(process.execPath, [join(ROOT, "node_modules", bin), ...args], {
        cwd: ROOT,
        log,
        timeoutMs: 300_000,
      });
      if (code === 0) return { passed: 1, failed: 0, skipped: [], failures: [] };
      return failedBecause(title, tail(output, 60));
    },
  };
}

const MOCHA = join(ROOT, "node_modules", "mocha", "bin", "mocha.js");
const REPORTER = join(ROOT, "src", "dev", "lib", "mocha-reporter.cjs");

/** Mocha on compiled files; `before` is what stands in front of it on the command line (c8). Counts come from its reporter's file. */
export async function mocha(name, files, log, { env = {}, before = [], timeoutMs = 1_800_000, args = [] } = {}) {
  if (files.length === 0) return failedBecause(name, "There is no test file.");
  const results = join(ARTIFACTS, "logs", `${name}.json`);
  rmSync(results, { force: true });
  const mochaArgs = [
    "--no-package",
    "--enable-source-maps",
    "--forbid-only",
    ...["seed.js", "coverage.js"].flatMap((file) => ["--require", join(ROOT, "out", "test", "support", file)]),
    "--timeout",
    "20000",
    "--reporter",
    REPORTER,
    ...args,
    ...files,
  ];
  const { code, output } = await run(process.execPath, [...before, MOCHA, ...mochaArgs], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: "0", ...env, TRAINYARD_MOCHA_RESULTS: results },
    log,
    timeoutMs,
  });
  const counts = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : { passed: 0, failed: 0, skipped: [], failures: [] };
  if (code === 0 && counts.passed + counts.skipped.length > 0) return counts;
  if (counts.failed > 0) return counts;
  const why = code === null ? `did not end within ${timeoutMs / 1000} s` : `ended with ${code} without counting a failure`;
  counts.failures.push({ title: `${name} as a whole`, message: `mocha ${why}:\n${tail(output, 40)}` });
  return { ...counts, failed: counts.failed + 1 };
}

/** Runs one part to its counts, whatever happens in it. */
export async function runPart(part, say) {
  const started = Date.now();
  const log = join(ARTIFACTS, "logs", `${part.name}.log`);
  mkdirSync(join(ARTIFACTS, "logs"), { recursive: true });
  rmSync(log, { force: true });
  const counts = await countsOf(part, log).catch((error) => failedBecause(part.name, error.stack ?? String(error)));
  const seconds = Math.round((Date.now() - started) / 1000);
  say(`${part.name.padEnd(16)} ${sentence(counts)}  (${seconds} s)`);
  return { ...counts, name: part.name, log };
}

async function countsOf(part, log) {
  const reason = await part.needs?.();
  return reason === undefined ? await part.work(log) : skippedBecause(reason);
}

/** `12 passed, 0 failed, 1 skipped` */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
}
