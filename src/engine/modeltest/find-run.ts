import { resolve } from "node:path";
import type { RunSummary } from "../../protocol/run.ts";
import { isExperimentFile } from "../experiment/load.ts";
import { storedPath } from "../run/describe.ts";
import type { Store } from "../store/store.ts";
import { noRunYet } from "./errors.ts";

/** The run that a model is asked for by: the run's own name or id, or an experiment file, whose best run it is. */
export async function findModelRun(store: Store, folder: string, model: string): Promise<string> {
  return isExperimentFile(model) ? bestRun(store, resolve(folder, model)) : (await store.show(model)).id;
}

/** The finished run of an experiment with the best headline; the newest where there is none. */
async function bestRun(store: Store, experiment: string): Promise<string> {
  const group = storedPath(store.root, experiment);
  const runs = (await store.list()).filter((run) => run.group === group && run.status === "FINISHED" && run.kind === "experiment");
  const best = runs.reduce<RunSummary | undefined>((found, run) => (found && !isBetter(run, found) ? found : run), undefined);
  if (!best) throw noRunYet(group);
  return best.id;
}

/** Runs come newest first: of equals, and of those without a figure to compare, the newest stays. */
function isBetter({ headline: one }: RunSummary, { headline: other }: RunSummary): boolean {
  if (!one || !other || one.metric !== other.metric) return other === null && one !== null;
  return one.direction === "max" ? one.value > other.value : one.value < other.value;
}
