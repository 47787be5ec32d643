import type { Database } from "../database.ts";
import { batches } from "../sql.ts";
import { doublesOf } from "../vectors.ts";
import type { Ordered } from "./ordered.ts";
import { BATCH, type Table, type TableColumn } from "./table.ts";

/** Rows up to which, and columns from which, columns are sorted here: for each of many DuckDB takes longer to plan a statement than to sort. */
const SMALL = 40_000;
const MANY = 100;
/** Values shown at a time, as DuckDB shows them. */
const PART = 2048;

/** Columns of numbers and dates of a table of few rows and many columns, read a batch of columns at a time. */
export class SmallColumns {
  readonly #table: Table;
  readonly #batches = new Map<TableColumn, TableColumn[]>();
  readonly #read = new Map<TableColumn[], Promise<Map<TableColumn, Float64Array>>>();

  constructor(table: Table) {
    this.#table = table;
    const columns = table.rows <= SMALL && table.columns.length >= MANY ? table.columns.filter(({ value }) => value !== null) : [];
    for (const batch of batches(columns, BATCH)) for (const column of batch) this.#batches.set(column, batch);
  }

  /** Values by row, NaN where missing or not finite; each column once. Null where the table is not such a one. */
  async take(database: Database, column: TableColumn): Promise<Float64Array | null> {
    const batch = this.#batches.get(column);
    if (!batch) return null;
    const reading = this.#read.get(batch) ?? this.#readAll(database, batch);
    this.#read.set(batch, reading);
    const found = await reading;
    const values = found.get(column) as Float64Array;
    found.delete(column);
    if (found.size === 0) this.#read.delete(batch);
    return values;
  }

  async #readAll(database: Database, batch: readonly TableColumn[]): Promise<Map<TableColumn, Float64Array>> {
    const { name, rows } = this.#table;
    const found = batch.map(() => new Float64Array(rows));
    const values = batch.map(({ value }) => `coalesce(${value}, 'nan'::DOUBLE)`);
    let at = 0;
    for await (const chunk of database.chunks(`SELECT ${values.join(", ")} FROM ${name}`)) {
      for (const [i, into] of found.entries()) into.set(doublesOf(chunk, i), at);
      at += chunk.rowCount;
    }
    return new Map(batch.map((column, i) => [column, found[i] as Float64Array]));
  }
}

/** Sorts the values in place, and shows the `count` that are no NaN in order, as `inOrder` does. */
export function sorted(values: Float64Array, count: number): Ordered {
  const ascending = values.sort(); // NaN comes last
  return async (show) => {
    for (let from = 0; from < count; from += PART)
      show({ values: ascending.subarray(from, Math.min(from + PART, count)), counts: null, rows: null });
  };
}
