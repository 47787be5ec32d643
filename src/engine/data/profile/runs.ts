import type { Ordered, Part } from "./ordered.ts";

/** Different values up to which they are kept in memory. */
const KEPT = 2 ** 22;
const FIRST = 1024;

/** The different values of a column, ascending, and how often each occurs, for as long as they are not too many. */
export class Runs {
  #values = new Float64Array(FIRST);
  #counts = new Float64Array(FIRST);
  #length = 0;

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
