import { cancelled } from "../../shared/errors.ts";
import { pacer } from "../train/pace.ts";

/**
 * A symmetric matrix [n, n] as Qᵀ T Q, T tridiagonal, by Householder's reflections. `beside[i]` stands between diagonal i and
 * i + 1; row i of `vectors` is Q's. The matrix is overwritten.
 */
export async function tridiagonal(a: Float64Array, n: number, signal: AbortSignal) {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const reflections: { from: number; v: Float64Array; beta: number }[] = [];
  const rest = pacer();
  for (let k = 0; k < n - 1; k += 1) {
    diagonal[k] = a[k * n + k] as number;
    const from = k + 1;
    const { v, beta, alpha } = reflectionOf(a.subarray(k * n + from, (k + 1) * n));
    beside[k] = alpha;
    if (beta !== 0) {
      reflect(a, n, from, v, beta);
      reflections.push({ from, v, beta });
    }
    await rest();
    if (signal.aborted) throw cancelled();
  }
  if (n > 0) diagonal[n - 1] = a[n * n - 1] as number;
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) vectors[i * n + i] = 1;
  for (const { from, v, beta } of reflections.reverse()) {
    applyToColumns(vectors, n, from, v, beta);
    await rest();
    if (signal.aborted) throw cancelled();
  }
  return { diagonal, beside, vectors };
}

/** v and beta of I - beta v vᵀ, which turns x into (alpha, 0, 0...). */
function reflectionOf(x: Float64Array): { v: Float64Array; beta: number; alpha: number } {
  const v = x.slice();
  const head = x[0] as number;
  if (lengthOf(x.subarray(1)) === 0) return { v, beta: 0, alpha: head };
  const alpha = head > 0 ? -lengthOf(x) : lengthOf(x);
  v[0] = head - alpha;
  const largest = Math.abs(v[0]); // none is larger, and squares of what is left do not underflow
  let squares = 0;
  for (let i = 0; i < v.length; i += 1) {
    const value = (v[i] as number) / largest;
    v[i] = value;
    squares += value * value;
  }
  return { v, beta: 2 / squares, alpha };
}

function lengthOf(x: Float64Array): number {
  let largest = 0;
  for (const value of x) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  let sum = 0;
  for (const value of x) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** A := H A H of the part of a symmetric matrix from row and column `from` on. */
function reflect(a: Float64Array, n: number, from: number, v: Float64Array, beta: number): void {
  const size = n - from;
  const p = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const row = (from + i) * n + from;
    let sum = 0;
    for (let j = 0; j < size; j += 1) sum += (a[row + j] as number) * (v[j] as number);
    p[i] = beta * sum;
  }
  let dot = 0;
  for (let i = 0; i < size; i += 1) dot += (p[i] as number) * (v[i] as number);
  const half = (beta * dot) / 2;
  for (let i = 0; i < size; i += 1) p[i] = (p[i] as number) - half * (v[i] as number);
  for (let i = 0; i < size; i += 1) {
    const row = (from + i) * n + from;
    const [vi, pi] = [v[i] as number, p[i] as number];
    for (let j = 0; j < size; j += 1) a[row + j] = (a[row + j] as number) - vi * (p[j] as number) - pi * (v[j] as number);
  }
}

/** M := M H, by rows, where only rows from `from` on differ from the unit matrix. */
function applyToColumns(m: Float64Array, n: number, from: number, v: Float64Array, beta: number): void {
  const size = n - from;
  for (let row = from; row < n; row += 1) {
    const start = row * n + from;
    let sum = 0;
    for (let j = 0; j < size; j += 1) sum += (m[start + j] as number) * (v[j] as number);
    const by = beta * sum;
    for (let j = 0; j < size; j += 1) m[start + j] = (m[start + j] as number) - by * (v[j] as number);
  }
}
