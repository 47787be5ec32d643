import type { ColumnValues, ColumnValuesQuery } from "../../../protocol/rows.ts";
import { type Database, figureOf, numberOf } from "../database.ts";
import { isDate, isNumber, numberSql } from "../kinds.ts";
import type { OpenedData } from "../open/opened.ts";
import type { Waiting } from "../open/shared.ts";
import { double, ident } from "../sql.ts";
import { shownSql } from "./cells.ts";
import { findColumn } from "./where.ts";

const BINS = 20;
const TOP = 10;

/** Distributions of columns among the rows that a query lets through. */
export function columnValues(opened: OpenedData, query: ColumnValuesQuery, waiting: Waiting): Promise<ColumnValues[]> {
  const { ingested, file } = opened.facts;
  const columns = query.columns.map((name) => findColumn(name, ingested.columns, file));
  const { split, filters, search } = query; // the order changes no distribution
  return opened.views.use(
    { split, filters, search },
    async (view) => {
      const database = view?.database ?? (await opened.connect(waiting.signal));
      const rows = view ? "(SELECT * FROM data WHERE __row IN (SELECT id FROM view))" : "data";
      try {
        const found: ColumnValues[] = [];
        for (const [i, column] of columns.entries()) {
          waiting.progress?.(i / columns.length, "counting values");
          found.push(await valuesOf(database, rows, column, query.edges?.[column.name]));
        }
        return found;
      } finally {
        if (!view) database.close();
      }
    },
    waiting,
  );
}

type Column = OpenedData["facts"]["ingested"]["columns"][number];

async function valuesOf(database: Database, rows: string, { name, storage }: Column, edges: number[] | undefined): Promise<ColumnValues> {
  const column = ident(name);
  const row = await database.one(`SELECT count(*) AS n, count(${column}) AS present FROM ${rows}`);
  const [all, count] = [numberOf(row.n), numberOf(row.present)];
  const base = { name, storage, count, missing: all - count };
  if ((isNumber(storage) && storage !== "BOOLEAN") || isDate(storage)) {
    const value = numberSql(column, storage);
    const chosen = edges ?? (await evenEdges(database, value));
    return { ...base, histogram: await histogram(database, rows, value, chosen), top: [] };
  }
  const shown = shownSql(column, storage);
  const top = await database.all(
    `SELECT ${shown} AS value, count(*) AS n FROM ${rows} WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, value LIMIT ${TOP}`,
  );
  return { ...base, histogram: null, top: top.map(({ value, n }) => ({ value: String(value), count: numberOf(n) })) };
}

/** Even bins over the range of all rows, so that they stay while filters come and go. */
async function evenEdges(database: Database, value: string): Promise<number[]> {
  const row = await database.one(`SELECT min(${value}) AS low, max(${value}) AS high FROM data`);
  const [low, high] = [figureOf(row.low), figureOf(row.high)];
  if (low === null || high === null) return [];
  if (low === high) return [low - 0.5, high + 0.5];
  return Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? high : low + ((high - low) / BINS) * i));
}

/** Counts between edges: each bin from its lower edge up to, and only the last with, its upper one. What lies outside is in none. */
async function histogram(database: Database, rows: string, value: string, edges: readonly number[]) {
  const bins = edges.slice(1).map((to, i) => ({ from: edges[i] as number, to, count: 0 }));
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined) return bins;
  const inner = edges.slice(1, -1).map(double);
  const bin = inner.length === 0 ? "0" : `list_count(list_filter([${inner.join(", ")}], lambda edge: edge <= x))`;
  const counted = await database.all(`SELECT ${bin} AS bin, sum(c)::BIGINT AS n
    FROM (SELECT ${value} AS x, count(*) AS c FROM ${rows} GROUP BY 1)
    WHERE x >= ${double(first)} AND x <= ${double(last)} GROUP BY 1`);
  for (const row of counted) {
    const found = bins[numberOf(row.bin)];
    if (found) found.count = numberOf(row.n);
  }
  return bins;
}
