import type { Run } from "../../protocol/run.ts";
import type { Store } from "../store/store.ts";

/** What was kept of a run as JSON under this path of its artifacts; null where nothing was. */
export async function artifactOf<T>(store: Store, run: Run, path: string): Promise<T | null> {
  if (!run.artifacts.some((one) => one.path === path)) return null;
  return JSON.parse((await store.readArtifact(run.id, path)).toString("utf8")) as T;
}
