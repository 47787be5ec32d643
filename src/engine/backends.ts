import type { BackendChoice, BackendState } from "../protocol/backend.ts";
import type { Engine } from "./engine.ts";
import { countPaces, paceDirectory } from "./measure/cache.ts";
import { withWorker } from "./run/worker.ts";

/** What TensorFlow.js can run on here: tried in a process of its own, since loading one may crash. */
export async function lookForBackends(engine: Engine, choice: BackendChoice, signal: AbortSignal): Promise<BackendState> {
  const state = await withWorker(engine, { name: "backend check" }, signal, ({ client }) =>
    client.request("worker/backends", { choice }, { signal }),
  );
  if (process.env.TRAINYARD_MEASURE !== "off") {
    const directory = paceDirectory();
    state.measured = { directory, ...(await countPaces(directory)) };
  }
  engine.backend = state;
  engine.log("info", "engine", `Backend ${state.chosen.name} (${state.chosen.version}): ${state.chosen.reason}`);
  return state;
}
