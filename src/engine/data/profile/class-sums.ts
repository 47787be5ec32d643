import type { Side } from "./pair-sums.ts";

/** Sums of a number by the codes of a category, from which the correlation ratio follows. */
export class ClassSums {
  readonly #counts: Float64Array;
  readonly #sums: Float64Array;
  #squares = 0;

  constructor(levels: number) {
    this.#counts = new Float64Array(levels);
    this.#sums = new Float64Array(levels);
  }

  /** Codes are from 0; -1 is missing. */
  add(codes: Int32Array, { x, mask }: Side, n: number): void {
    const [counts, sums] = [this.#counts, this.#sums];
    let squares = 0;
    for (let i = 0; i < n; i += 1) {
      const code = codes[i] as number;
      if (code < 0) continue;
      const value = x[i] as number;
      sums[code] = (sums[code] as number) + value;
      counts[code] = (counts[code] as number) + (mask ? (mask[i] as number) : 1);
      squares += value * value;
    }
    this.#squares += squares;
  }

  /** Correlation ratio eta: root of between-class over total variation; null where nothing varies. */
  ratio(): number | null {
    let [n, s, between] = [0, 0, 0];
    for (let k = 0; k < this.#sums.length; k += 1) {
      const [count, sum] = [this.#counts[k] as number, this.#sums[k] as number];
      if (count === 0) continue;
      n += count;
      s += sum;
      between += (sum * sum) / count;
    }
    const total = this.#squares - (s * s) / n;
    return total > 0 ? Math.sqrt(Math.min(1, Math.max(0, (between - (s * s) / n) / total))) : null;
  }
}
