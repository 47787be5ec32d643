import type { RunSummary } from "../../src/protocol/run.ts";

/** The runs with a newer state of one of them; null where it is not among them, so that the engine has to be asked. */
export function mergeRun(runs: readonly RunSummary[], run: RunSummary): RunSummary[] | null {
  const at = runs.findIndex(({ id }) => id === run.id);
  return at < 0 ? null : runs.with(at, run);
}
