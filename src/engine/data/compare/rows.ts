import type { RowChanges, RowChangesQuery } from "../../../protocol/compare.ts";
import type { Engine } from "../../engine.ts";
import type { Waiting } from "../open/shared.ts";

export async function changedRows(
  _engine: Pick<Engine, "data" | "temp">,
  _folder: string,
  _query: RowChangesQuery,
  _waiting: Waiting,
): Promise<RowChanges> {
  throw new Error("soon");
}
