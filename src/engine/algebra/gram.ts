import { cancelled } from "../../shared/errors.ts";
import { pacer } from "../train/pace.ts";

/** Rows or columns worked on before others are let run. */
const BLOCK = 64;

/** Adds XᵀX of rows [rows, width] to the lower triangle of `sums` [width, width]; `mirrored` makes both of it in the end. */
export async function addColumnProducts(
  sums: Float64Array,
  x: Float64Array,
  rows: number,
  width: number,
  signal: AbortSignal,
): Promise<void> {
  const rest = pacer();
  for (let from = 0; from < rows; from += BLOCK) {
    for (let row = from; row < Math.min(rows, from + BLOCK); row += 1) {
      const start = row * width;
      for (let i = 0; i < width; i += 1) {
        const value = x[start + i] as number;
        if (value === 0) continue; // one-hot columns are mostly that
        const place = i * width;
        for (let j = 0; j <= i; j += 1) sums[place + j] = (sums[place + j] as number) + value * (x[start + j] as number);
      }
    }
    await rest();
    if (signal.aborted) throw cancelled();
  }
}

/** XXᵀ [rows, rows], both triangles. */
export async function gramOfRows(x: Float64Array, rows: number, width: number, signal: AbortSignal): Promise<Float64Array> {
  const sums = new Float64Array(rows * rows);
  const rest = pacer();
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (let k = 0; k < width; k += 1) sum += (x[i * width + k] as number) * (x[j * width + k] as number);
      sums[i * rows + j] = sum;
    }
    await rest();
    if (signal.aborted) throw cancelled();
  }
  return mirrored(sums, rows);
}

/** Both triangles, of the lower one. */
export function mirrored(lower: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i += 1) for (let j = i + 1; j < n; j += 1) lower[i * n + j] = lower[j * n + i] as number;
  return lower;
}
