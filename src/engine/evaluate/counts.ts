import { mean } from "../recipe/statistics.ts";

/** How often each row counts, as a resample of as many rows draws it; null: each once. */
export type Counts = Uint8Array | null;

/** A figure of the same rows under any counts; what does not depend on them is worked out beforehand. */
export type Figure = (counts: Counts) => number;

/** Mean of one value a row; NaN without rows. Summed as distances from the plain mean, so that large values lose no digits. */
export function meanOf(values: Float64Array): Figure {
  const center = mean(values);
  const distances = values.map((value) => value - center);
  return (counts) => (counts === null ? center : center + sum(distances, counts) / values.length);
}

/** Population variance; NaN without rows. */
export function varianceOf(values: Float64Array): Figure {
  const center = mean(values);
  const distances = values.map((value) => value - center);
  return (counts) => {
    const shift = sum(distances, counts) / values.length;
    let squares = 0;
    for (let row = 0; row < distances.length; row += 1)
      squares += (counts === null ? 1 : (counts[row] as number)) * ((distances[row] as number) - shift) ** 2;
    return squares / values.length;
  };
}

/** Median, of an even number the mean of the middle two; NaN without rows. */
export function medianOf(values: Float64Array): Figure {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number));
  return (counts) => {
    let before = 0;
    let lower = Number.NaN;
    for (const row of order) {
      before += counts === null ? 1 : (counts[row] as number);
      if (Number.isNaN(lower) && 2 * before >= values.length && before > 0) lower = values[row] as number;
      if (2 * before > values.length) return (lower + (values[row] as number)) / 2;
    }
    return Number.NaN;
  };
}

/** Largest value of the rows that count; NaN without any. */
export const largestOf =
  (values: Float64Array): Figure =>
  (counts) => {
    let largest = Number.NaN;
    for (let row = 0; row < values.length; row += 1) {
      if (counts !== null && counts[row] === 0) continue;
      if (!((values[row] as number) <= largest)) largest = values[row] as number;
    }
    return largest;
  };

function sum(values: Float64Array, counts: Counts): number {
  let total = 0;
  for (let row = 0; row < values.length; row += 1) total += (counts === null ? 1 : (counts[row] as number)) * (values[row] as number);
  return total;
}
