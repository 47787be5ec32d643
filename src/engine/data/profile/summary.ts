import { QUANTILES } from "../../../protocol/profile.ts";
import type { FirstLook } from "./first-look.ts";
import { type Moments, momentsOf } from "./moments.ts";
import type { Part } from "./ordered.ts";
import { Runs } from "./runs.ts";
import { Top } from "./top.ts";

/** Adds up a column's finite values as they come, ascending: one pass for all its figures. */
export class Summary {
  distinct = 0;
  /** Values that occur once. */
  unique = 0;
  readonly top = new Top<number>();
  /** The different values and their counts, kept for a second look. */
  readonly runs: Runs;
  readonly #look: FirstLook;
  readonly #ranks: Uint32Array | null;
  readonly #wanted: number[];
  readonly #picked = new Map<number, number>();
  #next = 0;
  #before = 0;
  #value = Number.NaN;
  #count = 0;
  #rows = new Int32Array(1024);
  #sum = 0;
  #lost = 0;
  #zeros = 0;
  #negatives = 0;
  readonly #powers = [0, 0, 0, 0] as [number, number, number, number];
  readonly #partial = new Float64Array(4);

  /** Into `ranks` goes each row's rank from 1, doubled so that shared ranks are whole. */
  constructor(look: FirstLook, ranks: Uint32Array | null) {
    this.#look = look;
    this.runs = new Runs(look.finite);
    this.#ranks = ranks;
    const positions = QUANTILES.map((level) => (look.finite - 1) * level);
    this.#wanted = [...new Set(positions.flatMap((at) => [Math.floor(at), Math.ceil(at)]))].sort((a, b) => a - b);
  }

  add({ values, counts, rows }: Part): void {
    this.#partial.fill(0); // summed by part, so that few digits are lost
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as number;
      if (counts || value !== this.#value) {
        this.#close();
        this.#value = value;
      }
      this.#count += counts ? (counts[i] as number) : 1;
      if (rows) {
        if (this.#count > this.#rows.length) this.#rows = grown(this.#rows);
        this.#rows[this.#count - 1] = rows[i] as number;
      }
    }
    for (let k = 0; k < 4; k += 1) this.#powers[k as 0] += this.#partial[k] as number;
  }

  /** Figures of what was added; null without a finite value. */
  end(): Moments | null {
    this.#partial.fill(0);
    this.#close();
    for (let k = 0; k < 4; k += 1) this.#powers[k as 0] += this.#partial[k] as number;
    const n = this.#before;
    if (n === 0) return null;
    const { centre, min, max } = this.#look;
    const quantiles = Object.fromEntries(QUANTILES.map((level) => [String(level), this.#between((n - 1) * level)]));
    const shape = momentsOf(n, this.#sum + this.#lost, centre, max - min, this.#powers);
    return { ...shape, n, min, max, quantiles, zeros: this.#zeros, negatives: this.#negatives };
  }

  #close(): void {
    const count = this.#count;
    if (count === 0) return;
    const value = this.#value;
    const d = value - this.#look.centre;
    const partial = this.#partial;
    const dd = d * d;
    partial[0] = (partial[0] as number) + count * d;
    partial[1] = (partial[1] as number) + count * dd;
    partial[2] = (partial[2] as number) + count * dd * d;
    partial[3] = (partial[3] as number) + count * dd * dd;
    // Neumaier's compensated sum
    const term = value * count;
    const total = this.#sum + term;
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - total + term : term - total + this.#sum;
    this.#sum = total;
    this.distinct += 1;
    if (count === 1) this.unique += 1;
    this.top.add(value, count);
    if (value === 0) this.#zeros += count;
    if (value < 0) this.#negatives += count;
    this.runs.push(value, count);
    if (this.#ranks) {
      const rank = 2 * this.#before + count + 1;
      for (let i = 0; i < count; i += 1) this.#ranks[this.#rows[i] as number] = rank;
    }
    this.#before += count;
    for (; this.#next < this.#wanted.length && (this.#wanted[this.#next] as number) < this.#before; this.#next += 1)
      this.#picked.set(this.#wanted[this.#next] as number, value);
    this.#count = 0;
  }

  /** Between the neighbours of a position, linearly: numpy's default. */
  #between(at: number): number {
    const [low, high] = [this.#picked.get(Math.floor(at)) as number, this.#picked.get(Math.ceil(at)) as number];
    return low === high ? low : low + (high - low) * (at - Math.floor(at));
  }
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
