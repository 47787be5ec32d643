import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Mocha from "mocha";
import { type HostResults, RESULTS_VARIABLE } from "../harness/host-results.ts";

/** VS Code calls this in its extension host; a rejection becomes exit code 1. */
export async function run(): Promise<void> {
  const results: HostResults = { done: false, tests: [] };
  try {
    const failures = await runMocha(results);
    results.done = true;
    if (failures > 0) throw new Error(`${failures} of ${results.tests.length} tests failed`);
  } catch (error) {
    if (!results.done) results.error = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw error;
  } finally {
    const file = process.env[RESULTS_VARIABLE];
    if (file) writeFileSync(file, JSON.stringify(results));
  }
}

async function runMocha(results: HostResults): Promise<number> {
  const here = dirname(fileURLToPath(import.meta.url));
  const mocha = new Mocha({ ui: "bdd", color: false, timeout: 300_000, reporter: "spec" });
  for (const file of readdirSync(here).sort()) if (file.endsWith(".test.js")) mocha.addFile(join(here, file));
  await mocha.loadFilesAsync();
  return await new Promise((resolve) => {
    const runner = mocha.run(resolve);
    runner.on("test end", (test) => {
      const suite = test.parent?.fullTitle() ?? "";
      const message = test.err?.stack ?? test.err?.message;
      results.tests.push({ suite, title: test.title, state: test.state ?? "pending", ...(message ? { message } : {}) });
    });
    runner.on("fail", (test, error) => {
      if (String(test.type) === "hook")
        results.tests.push({ suite: test.parent?.fullTitle() ?? "", title: test.title, state: "failed", message: String(error.stack) });
    });
  });
}
