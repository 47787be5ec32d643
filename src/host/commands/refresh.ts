import type { Ctx } from "../ctx.ts";
import { folders } from "../folders.ts";

/** Reads runs and data files anew. */
export async function refresh(ctx: Ctx): Promise<void> {
  ctx.onDatasets.fire();
  await Promise.all(folders().map((folder) => ctx.runs.reload(folder)));
}
