import type { RunSummary } from "../../protocol/run.ts";
import type { Engine } from "../engine.ts";

/** Makes a finished run the champion of its experiment, in place of the one before. */
export async function makeChampion(engine: Engine, folder: string, name: string): Promise<RunSummary> {
  const store = await engine.stores.get(folder);
  const run = await store.setAlias(name, "champion");
  engine.notify("runs/changed", { folder });
  return run;
}
