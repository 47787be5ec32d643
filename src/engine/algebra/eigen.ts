import { cancelled } from "../../shared/errors.ts";
import { pacer } from "../train/pace.ts";
import { tridiagonal } from "./tridiagonal.ts";

export interface Eigen {
  /** Largest first. */
  values: Float64Array;
  /** Row k is the eigenvector of value k, of length 1. */
  vectors: Float64Array;
}

const MOST_STEPS = 60;
/** Dividing by less loses digits. */
const SMALLEST = 2 ** -1000;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix [n, n], which is overwritten: Householder's tridiagonal form, then
 * implicit QL (EISPACK's tred2 and tql2, Bowdler, Martin, Reinsch and Wilkinson 1968), O(n³).
 */
export async function symmetricEigen(a: Float64Array, n: number, signal: AbortSignal): Promise<Eigen> {
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const size = largest > SMALLEST ? largest : 1; // so that no square overflows
  for (let i = 0; i < a.length; i += 1) a[i] = (a[i] as number) / size;
  const { diagonal, beside, vectors } = await tridiagonal(a, n, signal);
  const rest = pacer();
  for (let l = 0; l < n; l += 1) {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const m = splitAfter(diagonal, beside, l);
      if (m === l) break;
      qlStep({ diagonal, beside, vectors }, n, l, m);
      await rest();
      if (signal.aborted) throw cancelled();
    }
  }
  return descending(
    diagonal.map((value) => value * size),
    vectors,
    n,
  );
}

/** The first place from `l` on where the matrix falls into two. */
function splitAfter(diagonal: Float64Array, beside: Float64Array, l: number): number {
  let m = l;
  while (m < diagonal.length - 1) {
    const size = Math.abs(diagonal[m] as number) + Math.abs(diagonal[m + 1] as number);
    if (Math.abs(beside[m] as number) <= Number.EPSILON * size) break;
    m += 1;
  }
  return m;
}

interface Tridiagonal {
  diagonal: Float64Array;
  beside: Float64Array;
  vectors: Float64Array;
}

/** One implicit QL step on rows l to m, with Wilkinson's shift. */
function qlStep({ diagonal: d, beside: e, vectors }: Tridiagonal, n: number, l: number, m: number): void {
  const first = e[l] as number;
  let g = ((d[l + 1] as number) - (d[l] as number)) / (2 * first);
  const root = Math.hypot(g, 1);
  g = (d[m] as number) - (d[l] as number) + first / (g + (g < 0 ? -root : root));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i -= 1) {
    const f = s * (e[i] as number);
    const b = c * (e[i] as number);
    const r = Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = (d[i + 1] as number) - p;
    const t = ((d[i] as number) - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    rotate(vectors, n, i, c, s);
  }
  d[l] = (d[l] as number) - p;
  e[l] = g;
  e[m] = 0;
}

/** Turns rows i and i + 1 in their plane. */
function rotate(vectors: Float64Array, n: number, i: number, c: number, s: number): void {
  const [upper, lower] = [i * n, (i + 1) * n];
  for (let k = 0; k < n; k += 1) {
    const f = vectors[lower + k] as number;
    const h = vectors[upper + k] as number;
    vectors[lower + k] = s * h + c * f;
    vectors[upper + k] = c * h - s * f;
  }
}

function descending(values: Float64Array, vectors: Float64Array, n: number): Eigen {
  const order = Array.from(values.keys()).sort((a, b) => (values[b] as number) - (values[a] as number));
  const sorted = new Float64Array(n * n);
  for (const [k, from] of order.entries()) sorted.set(vectors.subarray(from * n, (from + 1) * n), k * n);
  return { values: Float64Array.from(order, (k) => values[k] as number), vectors: sorted };
}
