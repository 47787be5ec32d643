import type { ComparedRows, ComparedRowsQuery } from "../../../protocol/compare.ts";
import { type Database, numberOf } from "../database.ts";
import type { OpenedData } from "../open/opened.ts";
import { whereSql } from "../rows/where.ts";

/** One side of a comparison. */
export interface Side {
  of: ComparedRowsQuery;
  opened: OpenedData;
  /** SQL to select its rows from. */
  from: string;
  rows: number;
  columns: readonly { name: string; storage: string }[];
}

export async function sideOf(database: Database, opened: OpenedData, of: ComparedRowsQuery): Promise<Side> {
  const { facts, table } = opened;
  const where = whereSql(of, facts);
  const from = where === null ? table : `(SELECT * FROM ${table} WHERE ${where})`;
  const rows = where === null ? facts.ingested.rows : numberOf((await database.one(`SELECT count(*) AS n FROM ${from}`)).n);
  return { of, opened, from, rows, columns: facts.ingested.columns };
}

export const toldOf = ({ of, opened: { facts }, rows, columns }: Side): ComparedRows => ({
  of,
  rows,
  total: facts.ingested.rows,
  sha256: facts.ingested.sha256,
  columns: columns.length,
});
