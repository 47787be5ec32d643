import { QUANTILES } from "../../../protocol/profile.ts";
import type { BothTallied, Part } from "./tally.ts";

type Which = "before" | "after";

/** Figures of one side's finite values. */
export interface Figures {
  n: number;
  distinct: number;
  min: number;
  max: number;
  mean: number;
  /** Sums of squared deviations from the mean. */
  squares: number;
  /** By level, linearly between neighbours, as numpy's default. */
  quantiles: Record<string, number>;
}

/** Figures of both sides, in two passes; null for a side without finite values. */
export async function figuresOf(both: BothTallied): Promise<Record<Which, Figures | null>> {
  const first = { before: new FirstPass(), after: new FirstPass() };
  await both.each((part) => {
    first.before.take(part.values, part.before);
    first.after.take(part.values, part.after);
  });
  const second = { before: new SecondPass(first.before), after: new SecondPass(first.after) };
  await both.each((part: Part) => {
    second.before.take(part.values, part.before);
    second.after.take(part.values, part.after);
  });
  return { before: second.before.figures(), after: second.after.figures() };
}

class FirstPass {
  n = 0;
  distinct = 0;
  min = Number.NaN;
  max = Number.NaN;
  #sum = 0;
  #lost = 0;

  get mean(): number {
    return (this.#sum + this.#lost) / this.n;
  }

  take(values: Float64Array, counts: Float64Array): void {
    for (let i = 0; i < values.length; i += 1) {
      const count = counts[i] as number;
      if (count === 0) continue;
      const value = values[i] as number;
      if (this.n === 0) this.min = value;
      this.max = value;
      this.n += count;
      this.distinct += 1;
      // Neumaier's compensated sum
      const term = value * count;
      const total = this.#sum + term;
      this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - total + term : term - total + this.#sum;
      this.#sum = total;
    }
  }
}

class SecondPass {
  readonly #first: FirstPass;
  readonly #mean: number;
  readonly #wanted: number[];
  readonly #picked = new Map<number, number>();
  #squares = 0;
  #upto = 0;
  #next = 0;

  constructor(first: FirstPass) {
    this.#first = first;
    this.#mean = first.mean;
    const ranks = first.n === 0 ? [] : QUANTILES.map((level) => (first.n - 1) * level);
    this.#wanted = [...new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))].sort((a, b) => a - b);
  }

  take(values: Float64Array, counts: Float64Array): void {
    let squares = 0; // summed by part, so that few digits are lost
    for (let i = 0; i < values.length; i += 1) {
      const count = counts[i] as number;
      if (count === 0) continue;
      const value = values[i] as number;
      squares += count * (value - this.#mean) ** 2;
      this.#upto += count;
      for (; this.#next < this.#wanted.length && (this.#wanted[this.#next] as number) < this.#upto; this.#next += 1)
        this.#picked.set(this.#wanted[this.#next] as number, value);
    }
    this.#squares += squares;
  }

  figures(): Figures | null {
    const { n, distinct, min, max } = this.#first;
    if (n === 0) return null;
    const quantile = (rank: number) => {
      const [low, high] = [this.#picked.get(Math.floor(rank)) as number, this.#picked.get(Math.ceil(rank)) as number];
      return low === high ? low : low + (high - low) * (rank - Math.floor(rank));
    };
    const quantiles = Object.fromEntries(QUANTILES.map((level) => [String(level), quantile((n - 1) * level)]));
    return { n, distinct, min, max, mean: this.#mean, squares: this.#squares, quantiles };
  }
}
