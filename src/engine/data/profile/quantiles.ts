import { QUANTILES } from "../../../protocol/profile.ts";
import { double } from "../sql.ts";
import type { Table, TableColumn } from "./table.ts";

/** Exact quantiles of one column, linearly interpolated as numpy does; null without values. One column at a time bounds the memory. */
export async function quantiles({ database }: Table, { value }: TableColumn): Promise<Record<string, number> | null> {
  const levels = QUANTILES.map(double).join(", ");
  const row = await database.one(`SELECT quantile_cont(v, [${levels}]) AS q FROM (SELECT ${value} AS v FROM data) WHERE v IS NOT NULL`);
  const found = row.q as number[] | null;
  return found && Object.fromEntries(QUANTILES.map((level, i) => [String(level), Number(found[i])]));
}

/** Tukey's fences: 1.5 interquartile ranges beyond the quartiles. */
export function fences(found: Record<string, number>): [low: number, high: number] {
  const [low, high] = [found["0.25"] as number, found["0.75"] as number];
  const reach = 1.5 * (high - low);
  return [low - reach, high + reach];
}
