import { SPLITS, type SplitName } from "../../protocol/run.ts";
import type { DataSource } from "../../protocol/worker.ts";
import type { Column, Frame } from "./column.ts";
import { Database, numberOf } from "./database.ts";
import { columnMissing } from "./errors.ts";
import { codeFill, type Fill, numberFill, textFill } from "./fills.ts";
import { IMAGES } from "./ingest/images.ts";
import { isDate, isNumber, isText, type Kind, labelSql, numberSql, textKind } from "./kinds.ts";
import { batches, ident, literal } from "./sql.ts";
import { type AddRows, type Written, writeRows } from "./write.ts";

export interface SourceColumn {
  name: string;
  /** As DuckDB names it, e.g. `BIGINT`. */
  storage: string;
  kind: Kind;
}

export interface FrameQuery {
  columns: readonly string[];
  /** Rows of this split only. */
  split?: SplitName;
  /** A part of these rows: the first, from 0, and how many. */
  rows?: readonly [from: number, count: number];
  /** Those of one of the `chunks` of a split. */
  chunk?: RowChunk;
  /** At most this many of these rows, drawn by a fixed seed, in their order. */
  sample?: number;
  /** Read a column as another kind than its own: what cannot be is missing. */
  as?: Readonly<Record<string, Kind>>;
}

/** Rows of a split that lie together. */
export interface RowChunk {
  /** Numbers of the first and the last data row, from 1; between them may be rows of other splits. */
  first: number;
  last: number;
  count: number;
}

/** A data source, open for reading. Rows come in the order of `__row`; reads wait for each other. */
export interface SourceReader {
  rows: number;
  /** Columns in the file's order; nested ones, which no step can use, are left out. */
  columns: SourceColumn[];
  /** Rows of each split; null where the source has no splits. */
  splits: Record<SplitName, number> | null;
  read(query: FrameQuery): Promise<Frame>;
  /** Levels of a column as a category, from all rows, sorted by code point. */
  levels(column: string): Promise<string[]>;
  /** Data rows (from 1) of a split, or all; `sample` and `chunk` as in a frame's query. */
  rowNumbers(split?: SplitName, sample?: number, chunk?: RowChunk): Promise<Float64Array>;
  /** The rows of a split, or all, in parts that are quick to read: those among every `size` rows of the file. */
  chunks(split: SplitName | undefined, size: number): Promise<RowChunk[]>;
  /** Writes all rows as CSV with columns beside them, as `writeRows`; other reads may go on meanwhile. */
  write(out: string, work: (add: AddRows) => Promise<void>): Promise<Written>;
  close(): void;
}

/** How far DuckDB reads ahead of JavaScript, which takes in chunk by chunk, in MB: its own 1 MB keep it waiting. */
const READ_AHEAD = 64;

/** `memoryLimit`: bytes that DuckDB may take; absent: its usual share. */
export async function openSource(source: DataSource, signal?: AbortSignal, memoryLimit?: number): Promise<SourceReader> {
  const database = await Database.open(source.database, { readOnly: true, signal, memoryLimit });
  try {
    const ahead = Math.max(1, Math.min(READ_AHEAD, Math.floor((memoryLimit ?? Number.POSITIVE_INFINITY) / 2 ** 22)));
    await database.run(`SET streaming_buffer_size = '${ahead}MB'`);
    const described = (await database.all("DESCRIBE data")).map((row) => ({
      name: String(row.column_name),
      storage: String(row.column_type),
    }));
    const splits = described.some(({ name }) => name === "__split") ? await countSplits(database) : null;
    const own = described.filter(({ name }) => name !== "__row" && name !== "__split");
    return new Reader(database, source.rows, await withKinds(database, own), splits, await imagesFolder(database));
  } catch (error) {
    database.close();
    throw error;
  }
}

class Reader implements SourceReader {
  readonly rows: number;
  readonly columns: SourceColumn[];
  readonly splits: Record<SplitName, number> | null;
  readonly #database: Database;
  /** Where the images lie that `path` names; null of other data. */
  readonly #images: string | null;
  readonly #levels = new Map<string, { type: string; levels: string[] }>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Database, rows: number, columns: SourceColumn[], splits: Record<SplitName, number> | null, images: string | null) {
    this.#database = database;
    this.#images = images;
    this.rows = rows;
    this.columns = columns;
    this.splits = splits;
  }

  read(query: FrameQuery): Promise<Frame> {
    return this.#inTurn(() => this.#read(query));
  }

  levels(column: string): Promise<string[]> {
    return this.#inTurn(async () => (await this.#enumOf(this.#find(column))).levels);
  }

  async rowNumbers(split?: SplitName, sample = Number.POSITIVE_INFINITY, chunk?: RowChunk): Promise<Float64Array> {
    const all = chunk?.count ?? (split ? (this.splits?.[split] ?? 0) : this.rows);
    const fill = numberFill("__row", "number", "__row::DOUBLE", Math.min(all, sample));
    const part = { ...(split && { split }), ...(chunk && { chunk }), ...(sample < all && { sample }) };
    await this.#inTurn(() => this.#run([fill], part));
    return fill.column.values;
  }

  async write(out: string, work: (add: AddRows) => Promise<void>): Promise<Written> {
    const database = await this.#database.beside();
    try {
      return await writeRows(database, out, this.rows, work);
    } finally {
      database.close();
    }
  }

  async chunks(split: SplitName | undefined, size: number): Promise<RowChunk[]> {
    const part = `(__row - 1) // ${size}`;
    const sql = `SELECT min(__row) AS first, max(__row) AS last, count(*) AS count FROM data
      ${split ? `WHERE __split = ${SPLITS.indexOf(split)}` : ""} GROUP BY ${part} ORDER BY first`;
    const rows = await this.#inTurn(() => this.#database.all(sql));
    return rows.map(({ first, last, count }) => ({ first: numberOf(first), last: numberOf(last), count: numberOf(count) }));
  }

  close(): void {
    this.#database.close();
  }

  async #read({ columns, split, rows, chunk, sample = Number.POSITIVE_INFINITY, as = {} }: FrameQuery): Promise<Frame> {
    const all = chunk?.count ?? (split ? (this.splits?.[split] ?? 0) : this.rows);
    const total = Math.min(all, sample);
    const [from, wanted] = rows ?? [0, total];
    const count = Math.max(0, Math.min(wanted, total - from));
    const fills: Fill<Column>[] = [];
    for (const name of columns) fills.push(await this.#fill(this.#find(name), as[name], count));
    const part = {
      ...(split && { split }),
      ...(chunk && { chunk }),
      ...(rows && { rows: [from, count] as const }),
      ...(sample < all && { sample }),
    };
    if (count > 0) await this.#run(fills, part);
    return { rows: count, columns: fills.map(({ column }) => column) };
  }

  async #run(
    fills: Fill<Column>[],
    { split, rows, chunk, sample }: Pick<FrameQuery, "split" | "rows" | "chunk" | "sample">,
  ): Promise<void> {
    const conditions = [
      ...(split ? [`__split = ${SPLITS.indexOf(split)}`] : []),
      ...(chunk ? [`__row BETWEEN ${chunk.first} AND ${chunk.last}`] : []),
    ];
    const of = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
    const drawn = `WHERE __row IN (SELECT __row FROM data ${of} ORDER BY md5('sample:' || __row) LIMIT ${sample}) ORDER BY __row`;
    const where = sample === undefined ? of : drawn;
    const part = rows ? `LIMIT ${rows[1]} OFFSET ${rows[0]}` : "";
    await stream(this.#database, fills, `FROM data ${where} ${part}`);
  }

  async #fill(source: SourceColumn, as: Kind | undefined, count: number): Promise<Fill<Column>> {
    const { name, storage } = source;
    const kind = as ?? source.kind;
    const column = ident(name);
    if (kind === "number" || (kind === "date" && isDate(storage))) return numberFill(name, kind, numberSql(column, storage), count);
    if (kind === "date") return numberFill(name, kind, numberSql(`try_cast(${column}::VARCHAR AS TIMESTAMP)`, "TIMESTAMP"), count);
    // Who learns from images needs them wherever it runs.
    if (this.#images !== null && name === "path") return textFill(name, `${literal(this.#images)} || '/' || ${column}`, count);
    if (kind === "text") return textFill(name, labelSql(column, storage), count);
    const { type, levels } = await this.#enumOf(source);
    return codeFill(name, `enum_code((${labelSql(column, storage)})::${type})::INTEGER`, levels, count);
  }

  #find(name: string): SourceColumn {
    const found = this.columns.find((column) => column.name === name);
    if (found) return found;
    const names = this.columns.map((column) => column.name);
    throw columnMissing(name, names, "The data", name);
  }

  async #enumOf({ name, storage }: SourceColumn): Promise<{ type: string; levels: string[] }> {
    const known = this.#levels.get(name);
    if (known) return known;
    const type = `levels_${this.#levels.size}`;
    const label = labelSql(ident(name), storage);
    await this.#database.run(
      `CREATE TEMP TYPE ${type} AS ENUM (SELECT DISTINCT ${label} AS level FROM data WHERE ${label} IS NOT NULL ORDER BY 1)`,
    );
    const rows = await this.#database.all(`SELECT unnest(enum_range(NULL::${type}))::VARCHAR AS level`);
    const made = { type, levels: rows.map(({ level }) => String(level)) };
    this.#levels.set(name, made);
    return made;
  }

  /** One statement at a time: a second one on the connection would end the first one's stream. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

async function stream(database: Database, fills: readonly Fill<Column>[], rest: string): Promise<void> {
  for (const group of batches(fills, 100)) {
    let at = 0;
    for await (const chunk of database.chunks(`SELECT ${group.map(({ sql }) => sql).join(", ")} ${rest}`)) {
      for (const [i, { take }] of group.entries()) take(chunk, i, at);
      at += chunk.rowCount;
    }
  }
}

async function imagesFolder(database: Database): Promise<string | null> {
  const [found] = await database.all(`SELECT 1 FROM duckdb_tables() WHERE table_name = ${literal(IMAGES)}`);
  return found ? String((await database.one(`SELECT folder FROM ${IMAGES}`)).folder) : null;
}

async function countSplits(database: Database): Promise<Record<SplitName, number>> {
  const row = await database.one(`SELECT ${SPLITS.map((split, i) => `count_if(__split = ${i}) AS ${split}`).join(", ")} FROM data`);
  return { train: numberOf(row.train), validation: numberOf(row.validation), test: numberOf(row.test) };
}

/** Kinds of the columns; a column without a value is a category without levels. */
async function withKinds(database: Database, columns: { name: string; storage: string }[]): Promise<SourceColumn[]> {
  const usable = columns.filter(({ storage }) => isNumber(storage) || isDate(storage) || isText(storage));
  const kinds: SourceColumn[] = [];
  for (const group of batches(usable, 100)) {
    const figures = group.flatMap(({ name, storage }, i) => [
      `count(${ident(name)}) AS n${i}`,
      ...(isText(storage) ? [`count(DISTINCT ${ident(name)}) AS d${i}`, `avg(length(${ident(name)})) AS l${i}`] : []),
    ]);
    const row = await database.one(`SELECT ${figures.join(", ")} FROM data`);
    for (const [i, column] of group.entries()) {
      const count = numberOf(row[`n${i}`]);
      const text = () => textKind({ count, distinct: numberOf(row[`d${i}`]), meanLength: numberOf(row[`l${i}`]) });
      const kind = count === 0 ? "category" : isNumber(column.storage) ? "number" : isDate(column.storage) ? "date" : text();
      kinds.push({ ...column, kind });
    }
  }
  return kinds;
}
