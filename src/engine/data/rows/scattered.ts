import type { OpenedData } from "../open/opened.ts";

/** Rows from which on reading scattered ones needs preparing. */
const MANY = 250_000;

/** Prepares for reading scattered rows by their numbers, once for the data: DuckDB reads whole blocks of rows where it has no index. */
export class ScatteredRows {
  readonly #opened: OpenedData;
  readonly #ended = new AbortController();
  #indexed: Promise<void> | undefined;

  constructor(opened: OpenedData) {
    this.#opened = opened;
  }

  ready(): Promise<void> {
    if (this.#opened.facts.ingested.rows < MANY) return Promise.resolve();
    this.#indexed ??= this.#index().catch((error) => {
      this.#indexed = undefined;
      throw error;
    });
    return this.#indexed;
  }

  async dispose(): Promise<void> {
    this.#ended.abort();
    await this.#indexed?.catch(() => undefined);
  }

  async #index(): Promise<void> {
    const database = await this.#opened.connect(this.#ended.signal);
    try {
      await database.run("CREATE UNIQUE INDEX IF NOT EXISTS rows_by_number ON data (__row)");
    } finally {
      database.close();
    }
  }
}
