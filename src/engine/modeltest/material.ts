import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModelContext } from "../run/model.ts";

/** A JSON file of the run's artifacts; null where it has none of that name. */
export async function artifactOf<T>({ run, artifacts }: Pick<ModelContext, "run" | "artifacts">, path: string): Promise<T | null> {
  if (!run.artifacts.some((one) => one.path === path)) return null;
  return JSON.parse(await readFile(join(artifacts, path), "utf8")) as T;
}
