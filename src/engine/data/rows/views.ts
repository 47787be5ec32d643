import type { PageQuery } from "../../../protocol/rows.ts";
import { type Database, numberOf } from "../database.ts";
import type { OpenedData } from "../open/opened.ts";
import { type Kept, type Report, SharedThings, type Waiting } from "../open/shared.ts";
import { batches } from "../sql.ts";
import { orderSql } from "./order.ts";
import { searchable, searchSql } from "./search.ts";
import { whereSql } from "./where.ts";

/** Views kept of one file, beside those in use. */
const MOST_VIEWS = 6;
const MOST_BYTES = 512 * 1024 ** 2;
/** Columns that one statement searches. */
const SEARCHED_AT_ONCE = 100;

export type ViewQuery = Pick<PageQuery, "split" | "filters" | "search" | "order">;

/** Row numbers of the rows that a query lets through, in its order. */
export interface RowView extends Kept {
  count: number;
  /** Row numbers by position, from 0. */
  numbers(from: number, count: number): Promise<number[]>;
  /** With the temporary table `view`, whose column `id` has the row numbers. */
  database: Database;
}

/** The sorted, searched and filtered views of one opened file: each found once, then paged by position. */
export class RowViews {
  readonly #views = new SharedThings<RowView>({ most: MOST_VIEWS, bytes: MOST_BYTES });
  readonly #opened: OpenedData;

  constructor(opened: OpenedData) {
    this.#opened = opened;
  }

  /** Lends the view of a query to `work`; null where it is simply all rows as they stand. */
  async use<R>(query: ViewQuery, work: (view: RowView | null) => Promise<R>, waiting: Waiting): Promise<R> {
    const { split, filters = [], search = "", order = [] } = query;
    const { facts } = this.#opened;
    const where = whereSql({ file: facts.file, split, filters }, facts);
    const by = order.length === 0 ? null : orderSql(order, facts);
    if (where === null && search === "" && by === null) return work(null);
    const key = JSON.stringify([where, search.toLowerCase(), by]);
    return this.#views.use(key, (signal, progress) => this.#make({ where, search, by }, signal, progress), work, waiting);
  }

  dispose(): Promise<void> {
    return this.#views.dispose();
  }

  async #make({ where, search, by }: Parts, signal: AbortSignal, progress: Report): Promise<RowView> {
    const { ingested } = this.#opened.facts;
    progress(0, "indexing rows");
    await this.#opened.scattered.ready();
    const database = await this.#opened.connect(signal);
    try {
      const found = await find(database, ingested, { where, search, by }, progress);
      progress(1, "found");
      return found;
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

interface Parts {
  where: string | null;
  search: string;
  by: string | null;
}

async function find(
  database: Database,
  { columns }: { columns: readonly { name: string; storage: string }[] },
  { where, search, by }: Parts,
  progress: Report,
): Promise<RowView> {
  const groups = search === "" ? [] : batches(searchable(columns, search), SEARCHED_AT_ONCE);
  const tests = where === null ? [] : [where];
  const order = by === null ? "" : `ORDER BY ${by}`;
  if (groups.length > 1) {
    await database.run("CREATE TEMP TABLE hits (id BIGINT)");
    for (const [i, group] of groups.entries()) {
      progress(i / (groups.length + 1), "searching");
      const left = ["__row NOT IN (SELECT id FROM hits)", `(${searchSql(group, search)})`, ...tests];
      await database.run(`INSERT INTO hits SELECT __row FROM data WHERE ${left.join(" AND ")}`);
    }
    tests.push("__row IN (SELECT id FROM hits)");
  } else if (search !== "") tests.push(`(${searchSql(groups[0] ?? [], search)})`);
  progress(groups.length / (groups.length + 1), by === null ? "searching" : "sorting");
  const condition = tests.length === 0 ? "" : `WHERE ${tests.join(" AND ")}`;
  await database.run(`CREATE TEMP TABLE view AS SELECT __row AS id FROM data ${condition} ${order}`);
  await database.run("DROP TABLE IF EXISTS hits");
  const count = numberOf((await database.one("SELECT count(*) AS n FROM view")).n);
  return {
    count,
    database,
    bytes: count * 8,
    async numbers(from, wanted) {
      const [ids = []] = await database.columns(`SELECT id FROM view WHERE rowid BETWEEN ${from} AND ${from + wanted - 1} ORDER BY rowid`);
      return ids.map(Number);
    },
    isFresh: async () => true,
    dispose: () => database.close(),
  };
}
