import { totalmem } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { databaseTrouble } from "./duckdb-errors.ts";
import { literal } from "./sql.ts";

const GIB = 1024 ** 3;

interface InstanceOptions {
  readOnly?: boolean;
  /** Bytes; what is not given is a quarter of the machine's memory, 614 MiB at most: a profile of ten million rows is to fit in 1.5 GB. */
  memoryLimit?: number | undefined;
  /** To be made for a table of very many columns: see `isWide`. */
  wide?: boolean;
  /** Where what does not fit in memory goes. */
  spill: string;
}

/** Columns from which on a table is wide: while it is written, each thread holds a block of each column, and many vectors of it. */
const WIDE = 500;
/** Bytes of a block: of a wide table the least there is. DuckDB's own 256 KiB make a page of scattered rows read that much for each cell. */
export const blockSize = (columns: number): number => (isWide(columns) ? 16_384 : 32_768);
export const isWide = (columns: number): boolean => columns >= WIDE;

/** DuckDB with a file of its own, or none (`:memory:`). Nothing is ever fetched from outside. */
export function createInstance(
  path: string,
  { readOnly = false, memoryLimit, wide = false, spill }: InstanceOptions,
): Promise<DuckDBInstance> {
  const bytes = memoryLimit ?? (wide ? wideMemory() : Math.min(0.6 * GIB, totalmem() / 4));
  return DuckDBInstance.create(path, {
    access_mode: readOnly ? "READ_ONLY" : "READ_WRITE",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: kibibytes(bytes),
    temp_directory: spill,
    default_block_size: String(blockSize(wide ? WIDE : 0)),
    ...(wide && { threads: "1" }), // a second thread would take as much memory again, and twice the work
  });
}

/** For a table that turns out wide after its file was made: the settings that can still be changed. `limited`: its memory was set. */
export const settingsOfWide = (limited: boolean): string =>
  `SET threads = 1${limited ? "" : `; SET memory_limit = '${kibibytes(wideMemory())}'`}`;

const wideMemory = (): number => Math.min(2 * GIB, totalmem() / 2);
const kibibytes = (bytes: number): string => `${Math.round(bytes / 1024)}KiB`;

interface SharedFile {
  instance: DuckDBInstance;
  /** Its name in statements over several files: `<catalog>.data`. */
  catalog: string;
}

export interface KeptFile extends SharedFile {
  release(): Promise<void>;
}

/**
 * One DuckDB for all files that this process keeps open: they share one bound of memory, may be joined, and have one set
 * of pages in memory however many look at them. It is there while any is kept.
 */
class SharedInstance {
  readonly #files = new Map<string, SharedFile>();
  #instance: Promise<DuckDBInstance> | undefined;
  #users = 0;
  #names = 0;

  find(path: string): SharedFile | undefined {
    return this.#files.get(path);
  }

  /** A name that no attached file has. */
  freshName(): string {
    this.#names += 1;
    return `file_${this.#names}`;
  }

  /** Keeps a database file open until `release`, beside a directory for what does not fit in memory. */
  async keep(path: string): Promise<KeptFile> {
    const catalog = this.freshName();
    this.#users += 1;
    try {
      this.#instance ??= createInstance(":memory:", { spill: join(dirname(dirname(path)), "spill") });
      const instance = await this.#instance;
      await statement(instance, `ATTACH ${literal(path)} AS ${catalog}`);
      const file = { instance, catalog };
      this.#files.set(path, file);
      const release = async () => {
        this.#files.delete(path);
        await statement(instance, `DETACH ${catalog}`).finally(() => this.#leave());
      };
      return { ...file, release };
    } catch (error) {
      await this.#leave();
      throw databaseTrouble(error);
    }
  }

  async #leave(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    const last = this.#instance;
    this.#instance = undefined;
    (await last?.catch(() => undefined))?.closeSync();
  }
}

export const sharedInstance = new SharedInstance();

async function statement(instance: DuckDBInstance, sql: string): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run(sql);
  } finally {
    connection.closeSync();
  }
}
