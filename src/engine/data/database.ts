import { dirname, join } from "node:path";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBType } from "@duckdb/node-api";
import { cancelled } from "../../shared/errors.ts";
import { databaseTrouble } from "./duckdb-errors.ts";
import { createInstance, isWide, settingsOfWide, sharedInstance } from "./instance.ts";

interface DatabaseOptions {
  readOnly?: boolean;
  signal?: AbortSignal | undefined;
  /** Bytes; what is not given is a quarter of the machine's memory, 614 MiB at most: a profile of ten million rows is to fit in 1.5 GB. */
  memoryLimit?: number | undefined;
  /** A file to be made for a table of very many columns. */
  wide?: boolean;
}

/** A value as DuckDB's client gives it to JavaScript. */
export type Cell = string | number | bigint | boolean | null | Date | Cell[];
export type Row = Record<string, Cell>;

const INTERRUPT_EVERY_MS = 20;

/** One DuckDB file, open. Nothing is ever fetched from outside; an aborted signal interrupts what runs. */
export class Database {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  /** What of the instance this is; null where all of it is, and goes with this. */
  readonly #catalog: string | null;
  #beside = false;
  #limited = false;
  readonly #signal: AbortSignal | undefined;
  #running = 0;
  #closed = false;

  private constructor(instance: DuckDBInstance, catalog: string | null, connection: DuckDBConnection, signal: AbortSignal | undefined) {
    this.#instance = instance;
    this.#catalog = catalog;
    this.connection = connection;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#interrupt);
  }

  static async open(path: string, { readOnly = false, signal, memoryLimit, wide = false }: DatabaseOptions = {}): Promise<Database> {
    if (signal?.aborted) throw cancelled();
    const shared = sharedInstance.find(path);
    try {
      const instance =
        shared?.instance ?? (await createInstance(path, { readOnly, memoryLimit, wide, spill: join(dirname(path), "spill") }));
      const database = await Database.#connect(instance, shared?.catalog ?? null, signal);
      database.#limited = memoryLimit !== undefined;
      return database;
    } catch (error) {
      throw databaseTrouble(error);
    }
  }

  static async #connect(instance: DuckDBInstance, catalog: string | null, signal: AbortSignal | undefined): Promise<Database> {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    if (catalog !== null) await connection.run(`USE ${catalog}`);
    return new Database(instance, catalog, connection, signal);
  }

  /** One more connection, for statements that run beside this one's. The caller closes it, and before this one. */
  async beside(): Promise<Database> {
    const other = await this.#guard(() => Database.#connect(this.#instance, this.#catalog, this.#signal));
    other.#beside = true;
    return other;
  }

  /** Before a table of so many columns is made: very many need more memory, and one writer. Of a database of one's own. */
  async expect(columns: number): Promise<void> {
    if (isWide(columns)) await this.run(settingsOfWide(this.#limited));
  }

  /** Runs a statement and drops its result. */
  async run(sql: string): Promise<void> {
    await this.#guard(() => this.connection.run(sql));
  }

  /** All rows of a small result. */
  async all(sql: string): Promise<Row[]> {
    return this.#guard(async () => (await this.connection.runAndReadAll(sql)).getRowObjectsJS() as Row[]);
  }

  /** The same, column by column. */
  async columns(sql: string): Promise<Cell[][]> {
    return this.#guard(async () => (await this.connection.runAndReadAll(sql)).getColumnsJS() as Cell[][]);
  }

  /** The single row of a result. */
  async one(sql: string): Promise<Row> {
    return (await this.all(sql))[0] ?? {};
  }

  /** Names and types of a result's columns, nested types in full; its rows are dropped. */
  async typesOf(sql: string): Promise<{ name: string; type: DuckDBType }[]> {
    const result = await this.#guard(() => this.connection.run(sql));
    const types = result.columnTypes();
    return result.columnNames().map((name, i) => ({ name, type: types[i] as DuckDBType }));
  }

  /** The result chunk by chunk, in order, without holding it whole. DuckDB is at the next one while the caller takes one in. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.#guard(() => this.connection.stream(sql));
    const fetch = () => this.#guard(() => result.fetchChunk());
    let next = fetch();
    try {
      for (;;) {
        const chunk = await next;
        if (!chunk || chunk.rowCount === 0) return;
        next = fetch();
        yield chunk;
      }
    } finally {
      await next.catch(() => undefined);
    }
  }

  /** Ends work between statements once it is cancelled. */
  throwIfAborted(): void {
    if (this.#signal?.aborted) throw cancelled();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#signal?.removeEventListener("abort", this.#interrupt);
    this.connection.closeSync();
    if (this.#catalog === null && !this.#beside) this.#instance.closeSync();
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    this.throwIfAborted();
    this.#running += 1;
    try {
      return await work();
    } catch (error) {
      if (this.#signal?.aborted) throw cancelled();
      throw databaseTrouble(error);
    } finally {
      this.#running -= 1;
    }
  }

  /** Again and again while a statement runs: DuckDB forgets an interrupt of one that still waits for its thread. */
  readonly #interrupt = (): void => {
    if (this.#closed || this.#running === 0) return;
    this.connection.interrupt();
    setTimeout(this.#interrupt, INTERRUPT_EVERY_MS).unref();
  };
}

/** A figure of a result row: counts arrive as bigint, absent ones as null. */
export const numberOf = (cell: Cell | undefined): number => Number(cell ?? 0);
export const figureOf = (cell: Cell | undefined): number | null => {
  if (cell === null || cell === undefined) return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
};
