import { rm, stat } from "node:fs/promises";
import type { SplitName } from "../../../protocol/run.ts";
import { Database } from "../database.ts";
import type { Ingested } from "../ingest/ingest.ts";
import { RowViews } from "../rows/views.ts";
import { literal } from "../sql.ts";
import type { Kept } from "./shared.ts";

/** Bytes that one open database may hold in memory; what does not fit is read from its file again. */
const MEMORY = 1024 ** 3;

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
  readonly isFresh: () => Promise<boolean>;
  readonly #directory: string;
  readonly #close: () => void;
  #gone: Promise<void> | undefined;

  private constructor(facts: OpenedFacts, directory: string, bytes: number, close: () => void, isFresh: () => Promise<boolean>) {
    this.facts = facts;
    this.bytes = bytes;
    this.isFresh = isFresh;
    this.views = new RowViews(this);
    this.#directory = directory;
    this.#close = close;
  }

  /** Takes over `directory`, which holds the database and goes with it. */
  static async open(facts: OpenedFacts, directory: string, isFresh: () => Promise<boolean>): Promise<OpenedData> {
    const { size } = await stat(facts.ingested.database);
    const close = await Database.keepOpen(facts.ingested.database, MEMORY);
    return new OpenedData(facts, directory, size, close, isFresh);
  }

  /** A connection of one's own, with its own temporary tables; an aborted signal interrupts what it runs. The caller closes it. */
  connect(signal?: AbortSignal): Promise<Database> {
    return Database.open(this.facts.ingested.database, { signal });
  }

  /** Writes the data into a new database, without reading the file again. */
  async copyTo(path: string, signal?: AbortSignal): Promise<Ingested> {
    const database = await this.connect(signal);
    try {
      await database.run(`ATTACH ${literal(path)} AS copied`);
      await database.run("CREATE TABLE copied.data AS SELECT * FROM data");
      await database.run("DETACH copied");
    } finally {
      database.close();
    }
    return { ...this.facts.ingested, database: path };
  }

  dispose(): Promise<void> {
    this.#gone ??= this.#dispose();
    return this.#gone;
  }

  async #dispose(): Promise<void> {
    await this.views.dispose();
    this.#close();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
