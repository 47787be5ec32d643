import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { failedBecause, passedOnce, sentence, skippedBecause } from "./counts.mjs";
import { ARTIFACTS, ROOT } from "./paths.mjs";
import { run, tail } from "./run.mjs";

/**
 * A part of the tests: `work()` resolves to counts. `needs()` resolves to the reason why it cannot run on this machine, or to undefined.
 * @typedef {{ name: string, work: (log: string) => Promise<import("./counts.mjs").Counts>, needs?: () => Promise<string | undefined> }} Part
 */

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
      if (code === 0) return passedOnce();
      return failedBecause(title, tail(output, 60));
    },
  };
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
