/** Sums over the rows where two columns are both there, from which their correlation follows. Missing values are 0 in `x` and in `mask`. */
export interface Side {
  x: Float64Array;
  /** 1 where there is a value; null where there is everywhere. */
  mask: Float64Array | null;
}

const SUMS = 6;

/** Sums of pairs of columns, added up block by block. */
export class PairSums {
  readonly #pairs: readonly (readonly [number, number])[];
  readonly #sums: Float64Array;

  constructor(pairs: readonly (readonly [number, number])[]) {
    this.#pairs = pairs;
    this.#sums = new Float64Array(pairs.length * SUMS);
  }

  add(sides: readonly Side[], n: number): void {
    const own = sides.map(({ x }) => [sum(x, n), dot(x, x, n)] as const);
    for (const [p, [i, j]] of this.#pairs.entries()) {
      const [a, b] = [sides[i] as Side, sides[j] as Side];
      const at = p * SUMS;
      if (a.mask === null && b.mask === null) {
        const [[sx, sxx], [sy, syy]] = [own[i] as [number, number], own[j] as [number, number]];
        this.#plus(at, n, sx, sy, sxx, syy, dot(a.x, b.x, n));
      } else this.#masked(at, a, b, n);
    }
  }

  /** Pearson's r of each pair; null where a column does not vary over their rows. */
  correlations(): (number | null)[] {
    return this.#pairs.map((_, p) => {
      const [n, sx, sy, sxx, syy, sxy] = this.#sums.subarray(p * SUMS, (p + 1) * SUMS) as unknown as number[] &
        [number, number, number, number, number, number];
      const [vx, vy] = [sxx - (sx * sx) / n, syy - (sy * sy) / n];
      if (!(vx > sxx * FLAT && vy > syy * FLAT)) return null;
      const r = (sxy - (sx * sy) / n) / Math.sqrt(vx) / Math.sqrt(vy);
      return Number.isFinite(r) ? Math.max(-1, Math.min(1, r)) : null;
    });
  }

  #masked(at: number, a: Side, b: Side, n: number): void {
    const [x, y] = [a.x, b.x];
    const [p, q] = [a.mask ?? ones(n), b.mask ?? ones(n)];
    let [count, sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < n; i += 1) {
      const [u, v] = [x[i] as number, y[i] as number];
      const [m, k] = [p[i] as number, q[i] as number];
      count += m * k;
      sx += u * k;
      sy += v * m;
      sxx += u * u * k;
      syy += v * v * m;
      sxy += u * v;
    }
    this.#plus(at, count, sx, sy, sxx, syy, sxy);
  }

  #plus(at: number, ...values: [number, number, number, number, number, number]): void {
    const sums = this.#sums;
    for (let k = 0; k < SUMS; k += 1) sums[at + k] = (sums[at + k] as number) + (values[k] as number);
  }
}

/** Below this share of its squares, a column's variation is rounding. */
const FLAT = 1e-14;

let shared = new Float64Array(0);
function ones(n: number): Float64Array {
  if (shared.length < n) shared = new Float64Array(n).fill(1);
  return shared;
}

/** Four sums at a time: the processor need not wait for one to add to it again. */
function dot(x: Float64Array, y: Float64Array, n: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < n; i += 4) {
    a += (x[i] as number) * (y[i] as number);
    b += (x[i + 1] as number) * (y[i + 1] as number);
    c += (x[i + 2] as number) * (y[i + 2] as number);
    d += (x[i + 3] as number) * (y[i + 3] as number);
  }
  for (; i < n; i += 1) a += (x[i] as number) * (y[i] as number);
  return a + b + (c + d);
}

function sum(x: Float64Array, n: number): number {
  let total = 0;
  for (let i = 0; i < n; i += 1) total += x[i] as number;
  return total;
}
