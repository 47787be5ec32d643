// The list of 10,000 runs from a cold process, against git alone reading the same commits.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeManyRuns } from "./lib/many-runs.mjs";
import { interleave, timeProgram } from "./lib/measure.mjs";

const RUNS = 10_000;
const REPEATS = 5;

export default async function runsList({ dist }) {
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const rows = [];
  try {
    for (const [what, loose] of [
      ["packed", false],
      ["never packed", true],
    ]) {
      const repository = join(directory, what.replace(" ", "-"));
      execFileSync("git", ["init", "--quiet", repository]);
      await makeManyRuns(repository, RUNS, { loose });
      const cli = (...args) => [join(dist, "cli.js"), "runs", "--json", ...args];
      const listed = JSON.parse(execFileSync(process.execPath, cli("--limit", String(RUNS)), { cwd: repository, maxBuffer: 1 << 28 }));
      if (listed.length !== RUNS) throw new Error(`listed ${listed.length} of ${RUNS} runs`);
      const ours = (...args) => timeProgram(process.execPath, cli(...args), { cwd: repository });
      const { newest, best, all, git } = await interleave(
        {
          newest: () => ours("--limit", "20"),
          best: () => ours("--filter", "metrics.val_acc > 0.98 and params.optimizer = 'adam'"),
          all: () => ours("--limit", String(RUNS)),
          git: () => timeProgram("git", ["for-each-ref", "--format=%(contents)", "refs/trainyard/runs/"], { cwd: repository }),
        },
        REPEATS,
      );
      const row = (name, ms) => ({
        what: `runs, ${name} (${what})`,
        ours: ms,
        theirs: git,
        unit: "ms",
        against: "git for-each-ref",
        aim: "< 500 ms",
      });
      rows.push(row("newest 20 of 10,000", newest), row("filter over 10,000", best), row("all 10,000", all));
    }
    return rows;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
