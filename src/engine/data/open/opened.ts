import { rm, stat } from "node:fs/promises";
import type { SplitName } from "../../../protocol/run.ts";
import type { ChangedRows } from "../compare/changes.ts";
import { Database } from "../database.ts";
import type { Ingested } from "../ingest/ingest.ts";
import { blockSize, type KeptFile, sharedInstance } from "../instance.ts";
import { ScatteredRows } from "../rows/scattered.ts";
import { RowViews } from "../rows/views.ts";
import { type Sample, sampleSql } from "../sample.ts";
import { literal } from "../sql.ts";
import { type Kept, SharedThings } from "./shared.ts";

/** Of row numbers of changes, in memory. */
const MOST_BYTES = 512 * 1024 ** 2;

export interface OpenedFacts {
  /** What was read: absolute paths or globs; for a revision, `path@revision`. */
  file: string;
  ingested: Ingested;
  /** Rows of each split, where the data are an experiment's. */
  splits: Record<SplitName, number> | null;
  notes: string[];
}

/** Data that were read once, as a table `data` that many may look at: with `__row`, and `__split` where there are splits. */
export class OpenedData implements Kept {
  readonly bytes: number;
  readonly facts: OpenedFacts;
  readonly views: RowViews;
  readonly scattered: ScatteredRows;
  /** Changes between these rows and others, by what they are compared with. */
  readonly changes = new SharedThings<ChangedRows>({ most: 2, bytes: MOST_BYTES });
  readonly isFresh: () => Promise<boolean>;
  readonly #directory: string;
  readonly #kept: KeptFile;
  #gone: Promise<void> | undefined;

  private constructor(facts: OpenedFacts, directory: string, bytes: number, kept: KeptFile, isFresh: () => Promise<boolean>) {
    this.facts = facts;
    this.bytes = bytes;
    this.isFresh = isFresh;
    this.views = new RowViews(this);
    this.scattered = new ScatteredRows(this);
    this.#directory = directory;
    this.#kept = kept;
  }

  /** Takes over `directory`, which holds the database and goes with it. */
  static async open(facts: OpenedFacts, directory: string, isFresh: () => Promise<boolean>): Promise<OpenedData> {
    const { size } = await stat(facts.ingested.database);
    return new OpenedData(facts, directory, size, await sharedInstance.keep(facts.ingested.database), isFresh);
  }

  /** The table's name in a statement over several opened data. */
  get table(): string {
    return `${this.#kept.catalog}.main.data`;
  }

  /** A connection of one's own, with its own temporary tables; an aborted signal interrupts what it runs. The caller closes it. */
  connect(signal?: AbortSignal): Promise<Database> {
    return Database.open(this.facts.ingested.database, { signal });
  }

  /** Writes the data, or a sample of them, into a new database, without reading the file again. */
  async copyTo(path: string, signal?: AbortSignal, sample?: Sample): Promise<Ingested> {
    const { ingested } = this.facts;
    const drawn = sample && sample.count < ingested.rows ? sample : null;
    const database = await this.connect(signal);
    const copy = sharedInstance.freshName();
    try {
      await database.run(`ATTACH ${literal(path)} AS ${copy} (BLOCK_SIZE ${blockSize(ingested.columns.length)})`);
      const rows = drawn ? sampleSql(drawn) : "SELECT * FROM data";
      await database.run(`CREATE TABLE ${copy}.data AS ${rows}`).finally(() => database.connection.run(`DETACH ${copy}`));
    } finally {
      database.close();
    }
    return { ...ingested, database: path, ...(drawn && { rows: drawn.count, sampledFrom: ingested.rows }) };
  }

  dispose(): Promise<void> {
    this.#gone ??= this.#dispose();
    return this.#gone;
  }

  async #dispose(): Promise<void> {
    await this.views.dispose();
    await this.changes.dispose();
    await this.scattered.dispose();
    await this.#kept.release();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
