import type { Table } from "./table.ts";

/** Bins that a byte can name. */
const BINS = 256;
/** Up to so many bins are sorted by insertion. */
const FEW = 24;

/**
 * Sums over rows by bin of one feature: `sums[bin * stride ..]` are the rows, their weight, and the weight of each class
 * (or the weighted targets). Only bins that were met are cleared, so that small nodes cost little.
 */
export class BinSums {
  readonly stride: number;
  readonly sums: Float64Array;
  readonly #met = new Uint16Array(BINS);
  #count = 0;

  constructor(width: number) {
    this.stride = width + 2;
    this.sums = new Float64Array(BINS * this.stride);
  }

  /** Adds up the rows `order[start..end)`; gives the bins that are there, ascending: valid until the next call. */
  fill(
    { columns, targets, width }: Table,
    feature: number,
    order: Uint32Array,
    weights: Float64Array,
    start: number,
    end: number,
  ): Uint16Array {
    this.#clear();
    const { sums, stride } = this;
    const bins = columns[feature] as Uint8Array;
    for (let i = start; i < end; i += 1) {
      const row = order[i] as number;
      const bin = bins[row] as number;
      const weight = weights[row] as number;
      const at = bin * stride;
      if (sums[at] === 0) this.#meet(bin);
      sums[at] = (sums[at] as number) + 1;
      sums[at + 1] = (sums[at + 1] as number) + weight;
      const place = at + 2 + (width === 1 ? 0 : (targets[row] as number));
      sums[place] = (sums[place] as number) + (width === 1 ? weight * (targets[row] as number) : weight);
    }
    return this.#ascending();
  }

  #meet(bin: number): void {
    this.#met[this.#count] = bin;
    this.#count += 1;
  }

  #ascending(): Uint16Array {
    const met = this.#met.subarray(0, this.#count);
    if (met.length > FEW) return met.sort();
    for (let i = 1; i < met.length; i += 1) {
      const bin = met[i] as number;
      let at = i;
      for (; at > 0 && (met[at - 1] as number) > bin; at -= 1) met[at] = met[at - 1] as number;
      met[at] = bin;
    }
    return met;
  }

  #clear(): void {
    for (let i = 0; i < this.#count; i += 1) {
      const at = (this.#met[i] as number) * this.stride;
      this.sums.fill(0, at, at + this.stride);
    }
    this.#count = 0;
  }
}
