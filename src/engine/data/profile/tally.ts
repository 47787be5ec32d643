import { numberSql } from "../kinds.ts";
import { ident } from "../sql.ts";
import type { Table, TableColumn } from "./table.ts";

/**
 * The different values of one column (`v`) with how often each occurs (`c`), as a temporary table: what one column's
 * figures are made of. One column at a time, so that memory is bounded by one column. Text stays where it is.
 */
export interface Tally {
  column: TableColumn;
  /** SQL to select `v` and `c` from. */
  from: string;
  /** SQL of `v` as a finite DOUBLE (dates in epoch milliseconds); null where it is none. */
  value: string | null;
}

export async function tally({ database }: Table, column: TableColumn): Promise<Tally> {
  const { name, shape, storage } = column;
  const value = shape === "other" ? `${ident(name)}::VARCHAR` : ident(name);
  const counted = `SELECT ${value} AS v, count(*) AS c FROM data WHERE ${ident(name)} IS NOT NULL GROUP BY 1`;
  if (column.value === null) return { column, from: `(${counted})`, value: null };
  await database.run(`CREATE OR REPLACE TEMP TABLE tally AS ${counted}`);
  return { column, from: "tally", value: numberSql("v", storage) };
}
