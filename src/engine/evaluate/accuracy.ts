import { marginsOf } from "./confusion.ts";

/** Share of the rows that were taken for their own class; NaN without rows. */
export function accuracy(matrix: readonly number[][]): number {
  const { total, correct } = marginsOf(matrix);
  return correct / total;
}

/** Mean recall of the classes that occur. */
export function balancedAccuracy(matrix: readonly number[][]): number {
  const { actual } = marginsOf(matrix);
  const recalls = matrix.flatMap((counts, k) => (actual[k] ? [(counts[k] as number) / actual[k]] : []));
  return recalls.reduce((a, b) => a + b, 0) / recalls.length;
}

/** Matthews correlation coefficient, for any number of classes (Gorodkin 2004); 0 where it is undefined, NaN without rows. */
export function matthews(matrix: readonly number[][]): number {
  const { total, correct, actual, predicted } = marginsOf(matrix);
  if (total === 0) return Number.NaN;
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  const spread = (total ** 2 - dot(predicted, predicted)) * (total ** 2 - dot(actual, actual));
  return spread === 0 ? 0 : (correct * total - dot(actual, predicted)) / Math.sqrt(spread);
}
