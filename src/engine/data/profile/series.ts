import { setImmediate } from "node:timers/promises";
import type { SeriesFigures } from "../../../protocol/profile.ts";
import { batches } from "../sql.ts";
import { doublesOf } from "../vectors.ts";
import { dickeyFuller } from "./dickey-fuller.ts";
import type { ColumnFacts } from "./facts.ts";
import { isQuantity } from "./relations.ts";
import { season } from "./season.ts";
import type { Table } from "./table.ts";

const FEWEST = 20;
const MOST = 1_000_000;
const MOST_COLUMNS = 100;
const AT_ONCE = 8;

/** The first date column whose values are all there and all different: then the rows are a series. */
export function timeOf({ rows }: Table, facts: readonly ColumnFacts[]): ColumnFacts | null {
  if (rows < FEWEST || rows > MOST) return null;
  return facts.find(({ type, count, distinct }) => type === "date" && count === rows && distinct === rows) ?? null;
}

/** Figures of numbers without missing values in the order of `time`: of the first hundred, and of up to a million rows. */
export async function seriesFigures(
  { database, name, rows }: Table,
  facts: readonly ColumnFacts[],
  time: ColumnFacts,
): Promise<Map<ColumnFacts, SeriesFigures>> {
  const found = new Map<ColumnFacts, SeriesFigures>();
  const used = facts.filter((one) => isQuantity(one) && one.moments?.n === rows).slice(0, MOST_COLUMNS);
  for (const group of batches(used, AT_ONCE)) {
    const series = group.map(() => new Float64Array(rows));
    let at = 0;
    for await (const chunk of database.chunks(
      `SELECT ${group.map(({ column }) => column.value).join(", ")} FROM ${name} ORDER BY ${time.column.sql}`,
    )) {
      for (const [i, one] of series.entries()) one.set(doublesOf(chunk, i), at);
      at += chunk.rowCount;
    }
    for (const [i, one] of group.entries()) {
      await setImmediate(); // so that a cancelled profile ends here
      database.throwIfAborted();
      const values = series[i] as Float64Array;
      found.set(one, { dickeyFuller: dickeyFuller(values), season: season(values) });
    }
  }
  return found;
}
