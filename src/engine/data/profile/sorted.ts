import type { Database } from "../database.ts";
import { doublesOf } from "../vectors.ts";

/** Different values up to which they are kept in memory between passes; beyond, they are streamed again. */
const KEPT = 200_000;

interface Part {
  /** Different finite values, ascending through all parts. */
  values: Float64Array;
  /** How often each occurs. */
  counts: Float64Array;
}

/** The finite values of the temporary table `tally`, in order: what moments, quantiles and histograms are summed over. */
export class SortedNumbers {
  readonly #database: Database;
  #kept: Part[] | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Shows all values, part by part; a part is valid only while it is shown. */
  async each(show: (part: Part) => void): Promise<void> {
    if (this.#kept) {
      for (const part of this.#kept) show(part);
      return;
    }
    let kept: Part[] | null = [];
    let size = 0;
    for await (const chunk of this.#database.chunks("SELECT x, c FROM tally WHERE x IS NOT NULL")) {
      const part = { values: doublesOf(chunk, 0), counts: doublesOf(chunk, 1) };
      show(part);
      size += chunk.rowCount;
      if (size > KEPT) kept = null;
      kept?.push({ values: part.values.slice(), counts: part.counts.slice() });
    }
    this.#kept = kept;
  }
}
