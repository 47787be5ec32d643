import { median } from "../recipe/quantiles.ts";
import { mean } from "../recipe/statistics.ts";
import { byFallingValue } from "./order.ts";

/** How often each row counts, as a resample of as many rows draws it; null: each once. */
export type Counts = Uint8Array | null;

/** A figure of the same rows under any counts; what does not depend on them is worked out beforehand. */
export type Figure = (counts: Counts) => number;

/** What is made when it is first asked for under counts; where each row counts once, it is made, asked and let go of. */
export function lazily<T>(make: () => (counts: Counts) => T): (counts: Counts) => T {
  let made: ((counts: Counts) => T) | undefined;
  return (counts) => {
    if (counts === null) return (made ?? make())(null);
    made ??= make();
    return made(counts);
  };
}

/** Mean of one value a row; NaN without rows. Summed as distances from the plain mean, so that large values lose no digits. */
export function meanOf(values: Float64Array): Figure {
  const center = mean(values);
  return (counts) => (counts === null ? center : center + distances(values, center, counts) / values.length);
}

/** Population variance; NaN without rows. */
export function varianceOf(values: Float64Array): Figure {
  const center = mean(values);
  return (counts) => {
    const shift = distances(values, center, counts) / values.length;
    let squares = 0;
    for (let row = 0; row < values.length; row += 1)
      squares += (counts === null ? 1 : (counts[row] as number)) * ((values[row] as number) - center - shift) ** 2;
    return squares / values.length;
  };
}

/** Median, of an even number the mean of the middle two; NaN without rows. */
export function medianOf(values: Float64Array): Figure {
  let order: Uint32Array | undefined;
  return (counts) => {
    if (counts === null) return values.length === 0 ? Number.NaN : median(values);
    order ??= byFallingValue(values.slice()).reverse();
    let before = 0;
    let lower = Number.NaN;
    for (const row of order) {
      before += counts[row] as number;
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

/** Their sum. */
function distances(values: Float64Array, center: number, counts: Counts): number {
  let total = 0;
  for (let row = 0; row < values.length; row += 1)
    total += (counts === null ? 1 : (counts[row] as number)) * ((values[row] as number) - center);
  return total;
}
