import type { Ordered, Part } from "./ordered.ts";

/** Different values up to which they are kept in memory. */
const KEPT = 2 ** 22;
/** Room made at first: growing it again and again for each of many columns keeps the garbage collector busy. */
const FIRST = 2 ** 14;

/** The different values of a column, ascending, and how often each occurs, for as long as they are not too many. */
export class Runs {
  #values: Float64Array<ArrayBuffer>;
  #counts: Float64Array<ArrayBuffer>;
  #length = 0;

  /** For at most `most` values. */
  constructor(most: number) {
    const room = Math.max(1, Math.min(FIRST, most));
    this.#values = new Float64Array(room);
    this.#counts = new Float64Array(room);
  }

  push(value: number, count: number): void {
    if (this.#length > KEPT) return;
    if (this.#length === this.#values.length) {
      this.#values = grown(this.#values);
      this.#counts = grown(this.#counts);
    }
    this.#values[this.#length] = value;
    this.#counts[this.#length] = count;
    this.#length += 1;
  }

  /** All of them; null where they were too many to keep. */
  kept(): { values: Float64Array; counts: Float64Array } | null {
    if (this.#length > KEPT) return null;
    return { values: this.#values.subarray(0, this.#length), counts: this.#counts.subarray(0, this.#length) };
  }
}

/** What was kept of a column, else its values once more. */
export const again =
  (runs: Runs, source: Ordered): Ordered =>
  async (show: (part: Part) => void) => {
    const kept = runs.kept();
    if (kept) show({ ...kept, rows: null });
    else await source(show);
  };

function grown(array: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
