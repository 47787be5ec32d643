import type { Column } from "../../data/column.ts";
import { timeNotOrdered } from "./errors.ts";

const MS_A_DAY = 86_400_000;

/** When each row was, NaN where not known, and the gap in the same unit: days for dates, else the column's own. */
export function timesOf(column: Column, gap: number): { times: Float64Array; gap: number } {
  if (column.kind !== "date" && column.kind !== "number") throw timeNotOrdered(column.name);
  return { times: column.values, gap: column.kind === "date" ? gap * MS_A_DAY : gap };
}
