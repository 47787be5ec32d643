import { join } from "node:path";
import type { Dataset } from "../protocol/dataset.ts";
import { listDatasets } from "./data/list.ts";
import type { Engine } from "./engine.ts";

/** The folder's data files, with what profiles of this session found and is still true. */
export async function datasetsOf(engine: Engine, folder: string): Promise<Dataset[]> {
  const files = await listDatasets(folder);
  return files.map((file) => {
    const known = engine.profiled.get(join(folder, file.file));
    const fresh = known && Math.abs(known.modified - file.modified) < 1 ? known : null;
    return { ...file, rows: fresh?.rows ?? null, columns: fresh?.columns ?? null, alerts: fresh?.alerts ?? null };
  });
}
