import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { failedBecause } from "./counts.mjs";
import { ARTIFACTS, ROOT } from "./paths.mjs";
import { run, tail } from "./run.mjs";

const MOCHA = join(ROOT, "node_modules", "mocha", "bin", "mocha.js");
const REPORTER = join(ROOT, "src", "dev", "lib", "mocha-reporter.cjs");

/** With more files than these that fail, something is broken, not unsteady. */
const FEW_FILES = 3;

/**
 * Mocha on compiled files; `before` is what stands in front of it on the command line (c8).
 * The files of a few failures run once more, in a process of their own: what passes then counts as passed and is told as unsteady.
 * @returns {Promise<import("./counts.mjs").Counts>}
 */
export async function mocha(name, files, log, options = {}) {
  if (files.length === 0) return failedBecause(name, "There is no test file.");
  const first = await runMocha(name, files, log, options);
  const failed = first.results.filter(({ failures }) => failures.length > 0);
  const isWorth = first.whole === undefined && failed.length > 0 && failed.length <= FEW_FILES && failed.every(({ file }) => file);
  if (!isWorth) return counted(first.results, first.whole);
  const again = await runMocha(
    `${name}-again`,
    failed.map(({ file }) => file),
    log.replace(/\.log$/, "-again.log"),
    { ...options, before: [] },
  );
  const rest = first.results.filter((each) => !failed.includes(each));
  return counted([...rest, ...again.results], again.whole, failed.flatMap(({ failures }) => failures).filter(hasPassed(again)));
}

/** What happened in each file, and what went wrong with mocha itself. */
async function runMocha(name, files, log, { env = {}, before = [], timeoutMs = 2_700_000 } = {}) {
  const results = join(ARTIFACTS, "logs", `${name}.json`);
  mkdirSync(dirname(results), { recursive: true });
  rmSync(results, { force: true });
  const args = ["--no-package", "--enable-source-maps", "--forbid-only", "--timeout", "300000", "--reporter", REPORTER];
  const required = ["seed.js", "coverage.js"].flatMap((file) => ["--require", join(ROOT, "out", "test", "support", file)]);
  const { code, output } = await run(process.execPath, [...before, MOCHA, ...args, ...required, ...files], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: "0", ...env, TRAINYARD_MOCHA_RESULTS: results },
    log,
    timeoutMs,
  });
  const found = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : [];
  const hasFailed = found.some(({ failures }) => failures.length > 0);
  if (hasFailed || (code === 0 && found.length > 0)) return { results: found };
  const why = code === null ? `did not end within ${timeoutMs / 1000} s` : `ended with ${code} without counting a failure`;
  return { results: found, whole: { title: `${name} as a whole`, message: `mocha ${why}:\n${tail(output, 40)}` } };
}

const hasPassed =
  ({ results, whole }) =>
  ({ title }) =>
    whole === undefined && !results.some(({ failures }) => failures.some((failure) => failure.title === title));

function counted(results, whole, unsteady = []) {
  const failures = [...results.flatMap((each) => each.failures), ...(whole ? [whole] : [])];
  const passed = results.reduce((sum, each) => sum + each.passed, 0);
  return { passed, failed: failures.length, skipped: results.flatMap((each) => each.skipped), failures, unsteady };
}
