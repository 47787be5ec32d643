import { numberSql } from "../kinds.ts";
import { ident } from "../sql.ts";
import { SortedNumbers } from "./sorted.ts";
import type { Table, TableColumn } from "./table.ts";

/**
 * The different values of one column (`v`) with how often each occurs (`c`): what one column's figures are made of.
 * Those of numbers and dates lie sorted in a temporary table, so that memory is bounded by one column.
 */
export interface Tally {
  column: TableColumn;
  /** SQL to select `v` and `c` from. */
  from: string;
  /** Finite values as numbers (dates in epoch milliseconds); null where the column has no such. */
  numbers: SortedNumbers | null;
}

export async function tally({ database }: Table, column: TableColumn): Promise<Tally> {
  const { name, shape, storage } = column;
  const value = shape === "other" ? `${ident(name)}::VARCHAR` : ident(name);
  const counted = `(SELECT ${value} AS v, count(*)::DOUBLE AS c FROM data WHERE ${ident(name)} IS NOT NULL GROUP BY 1)`;
  if (column.value === null) return { column, from: counted, numbers: null };
  await database.run(`CREATE OR REPLACE TEMP TABLE tally AS SELECT v, c, ${numberSql("v", storage)} AS x FROM ${counted} ORDER BY x`);
  return { column, from: "tally", numbers: new SortedNumbers(database) };
}
