/** What a step knows of the earlier rows of one group in one column. */
export interface Fold {
  /** Takes the value of the next row, NaN where missing, and gives its results, NaN where there is none. */
  next(value: number): number[];
  /** All that it knows, as plain JSON: null stands for missing. */
  save(): (number | null)[];
}

/** Makes a fold that goes on from what one saved, or starts without a past. */
export type BeginFold = (saved: readonly (number | null)[] | null) => Fold;

/** The last few values of a column, the newest last. */
export class Recent {
  readonly #values: Float64Array;
  readonly #present: Float64Array;
  #next = 0;
  count = 0;

  constructor(size: number, saved: readonly (number | null)[] | null) {
    this.#values = new Float64Array(size);
    this.#present = new Float64Array(size);
    for (const value of saved ?? []) this.push(value ?? Number.NaN);
  }

  push(value: number): void {
    this.#values[this.#next] = value;
    this.#next = (this.#next + 1) % this.#values.length;
    this.count = Math.min(this.count + 1, this.#values.length);
  }

  /** The value so many rows back, from 1; NaN before the first. */
  back(rows: number): number {
    if (rows > this.count) return Number.NaN;
    return this.#values[(this.#next - rows + this.#values.length) % this.#values.length] as number;
  }

  /** Those that are not missing, oldest first; good until it is asked for again. */
  present(): Float64Array {
    const size = this.#values.length;
    let length = 0;
    let at = (this.#next - this.count + size) % size;
    for (let i = 0; i < this.count; i += 1) {
      const value = this.#values[at] as number;
      at = at + 1 === size ? 0 : at + 1;
      if (Number.isNaN(value)) continue;
      this.#present[length] = value;
      length += 1;
    }
    return length === size ? this.#present : this.#present.subarray(0, length);
  }

  save(): (number | null)[] {
    return Array.from({ length: this.count }, (_, i) => {
      const value = this.back(this.count - i);
      return Number.isNaN(value) ? null : value;
    });
  }
}
