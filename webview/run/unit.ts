import { unitOfRun } from "../../src/protocol/progress.ts";
import type { RunSummary } from "../../src/protocol/run.ts";

/** What the steps of runs are counted in; of runs that differ in it, `step`. */
export function unitOfRuns(runs: readonly Pick<RunSummary, "params">[]): string {
  const units = new Set(runs.map(({ params }) => unitOfRun(params)));
  const [only = "epoch"] = units;
  return units.size > 1 ? "step" : only;
}
