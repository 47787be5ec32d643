import { MOST_COLUMNS, type Page, type PageQuery } from "../../../protocol/rows.ts";
import type { Cell } from "../database.ts";
import type { OpenedData } from "../open/opened.ts";
import type { Waiting } from "../open/shared.ts";
import { ident } from "../sql.ts";
import { cellOf, cellSql } from "./cells.ts";
import type { RowView } from "./views.ts";
import { findColumn } from "./where.ts";

/** One page of the rows of opened data. */
export function readPage(opened: OpenedData, query: PageQuery, waiting: Waiting): Promise<Page> {
  const { file, ingested } = opened.facts;
  const names = ingested.columns.map(({ name }) => name);
  const columns = (query.columns ?? names.slice(0, MOST_COLUMNS)).map((name) => findColumn(name, ingested.columns, file));
  return opened.views.use(
    query,
    async (view) => {
      const matching = view?.count ?? ingested.rows;
      const count = Math.max(0, Math.min(query.count, matching - query.from));
      const { numbers, cells } = await pick(opened, view, { from: query.from, count }, columns);
      return {
        matching,
        total: ingested.rows,
        from: query.from,
        numbers,
        columns: columns.map(({ name, storage }, i) => ({ name, storage, values: (cells[i] ?? []).map((cell) => cellOf(cell, storage)) })),
        names,
      };
    },
    waiting,
  );
}

interface Part {
  from: number;
  count: number;
}

async function pick(
  opened: OpenedData,
  view: RowView | null,
  { from, count }: Part,
  columns: readonly { name: string; storage: string }[],
) {
  if (count <= 0) return { numbers: [], cells: columns.map(() => []) };
  const values = ["__row", ...columns.map(({ name, storage }) => cellSql(ident(name), storage))].join(", ");
  if (view) {
    const numbers = await view.numbers(from, count);
    const [found = [], ...cells] = await view.database.columns(`SELECT ${values} FROM data WHERE __row IN (${numbers.join(", ")})`);
    const places = new Map(found.map((number, i) => [Number(number), i]));
    const order = numbers.map((number) => places.get(number) as number);
    return { numbers, cells: cells.map((column) => order.map((place) => column[place] as Cell)) };
  }
  // Of a sample the row numbers have gaps, and rows are found by their place in the table.
  const which =
    opened.facts.ingested.sampledFrom === null
      ? `__row BETWEEN ${from + 1} AND ${from + count}`
      : `rowid BETWEEN ${from} AND ${from + count - 1}`;
  const database = await opened.connect();
  try {
    const [found = [], ...cells] = await database.columns(`SELECT ${values} FROM data WHERE ${which} ORDER BY __row`);
    return { numbers: found.map(Number), cells };
  } finally {
    database.close();
  }
}
