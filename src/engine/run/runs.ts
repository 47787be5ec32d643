import type { Run, RunSummary, RunsQuery } from "../../protocol/run.ts";
import { inputError, TrainyardError } from "../../shared/errors.ts";
import type { Engine } from "../engine.ts";

/** Newest first. Runs of this engine carry their newest figures; those of other windows what their journals say. */
export async function listRuns(engine: Engine, folder: string, query: RunsQuery): Promise<RunSummary[]> {
  const store = await engine.stores.get(folder);
  const listed = await store.list(query);
  return listed.map((run) => (run.status === "RUNNING" ? (engine.live.get(run.id)?.snapshot.run ?? run) : run));
}

export function stopRun(engine: Engine, id: string): null {
  const live = engine.live.get(id);
  if (!live)
    throw inputError({
      code: "run-not-here",
      message: "This run is not being executed by this window.",
      remedy: "Stop it in the window or terminal that started it.",
    });
  live.stop();
  return null;
}

/** A run as it is kept or, while it has not even begun to be kept, as this engine knows it. */
export async function showRun(engine: Engine, folder: string, name: string): Promise<Run> {
  const store = await engine.stores.get(folder);
  const live = engine.live.get(name);
  try {
    return await store.show(name);
  } catch (error) {
    if (!live || !TrainyardError.is(error, "run-missing")) throw error;
    const { backend, data, ...known } = live.snapshot.run;
    return { ...live.run, ...known };
  }
}

/** Resolves when the run has ended and been kept. */
export async function waitForRun(engine: Engine, folder: string, id: string): Promise<Run> {
  const live = engine.live.get(id);
  return live ? live.done : (await engine.stores.get(folder)).show(id);
}
