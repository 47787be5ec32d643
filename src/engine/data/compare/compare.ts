import type { CompareQuery, Comparison } from "../../../protocol/compare.ts";
import type { Engine } from "../../engine.ts";
import type { Waiting } from "../open/shared.ts";

export async function compareData(
  _engine: Pick<Engine, "data" | "temp">,
  _folder: string,
  _query: CompareQuery,
  _waiting: Waiting,
): Promise<Comparison> {
  throw new Error("soon");
}
