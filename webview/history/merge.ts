import type { RunSummary } from "../../src/protocol/run.ts";

/** The runs with a newer state of some of them; null where one is not among them, so that the engine has to be asked. */
export function mergeRuns(runs: readonly RunSummary[], moved: readonly RunSummary[]): RunSummary[] | null {
  const merged = [...runs];
  for (const run of moved) {
    const at = merged.findIndex(({ id }) => id === run.id);
    if (at < 0) return null;
    merged[at] = run;
  }
  return merged;
}
