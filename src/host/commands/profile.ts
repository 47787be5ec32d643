import type { RowFilter } from "../../protocol/rows.ts";
import { askForData } from "../ask/data.ts";
import type { Ctx } from "../ctx.ts";
import { setting } from "../settings.ts";

/** Opens the profile of a data file beside the editor. */
export async function profileDataset(ctx: Ctx, arg?: unknown): Promise<{ folder: string; file: string } | undefined> {
  const chosen = await askForData(ctx, arg, "Profile Dataset");
  if (!chosen) return undefined;
  const { folder, file, target, rejectedRows } = chosen;
  const sample = setting("profile.sampleRows");
  ctx.panels.open({
    panel: "profile",
    folder,
    file,
    ...(target === undefined ? {} : { target }),
    ...(sample > 0 ? { sample } : {}),
    ...(rejectedRows && { rejectedRows }),
    ...filtersOf(arg),
  });
  return { folder, file };
}

/** The rows that a panel wants to be shown. */
const filtersOf = (arg: unknown): { filters?: RowFilter[] } =>
  typeof arg === "object" && arg !== null && "filters" in arg && Array.isArray(arg.filters) ? { filters: arg.filters as RowFilter[] } : {};
