import type { Counts } from "./counts.ts";

/** `matrix[actual][predicted]`: how many rows of each class were taken for which. `y` are class indices. */
export function confusionMatrix(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  rowCounts: Counts = null,
): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < actual.length; row += 1) {
    const counts = matrix[actual[row] as number] as number[];
    counts[predicted[row] as number] = (counts[predicted[row] as number] as number) + (rowCounts === null ? 1 : (rowCounts[row] as number));
  }
  return matrix;
}

export interface Margins {
  total: number;
  correct: number;
  /** Rows of each class. */
  actual: number[];
  /** Rows taken for each class. */
  predicted: number[];
}

export function marginsOf(matrix: readonly number[][]): Margins {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const actual = matrix.map(sum);
  const predicted = matrix.map((_, k) => sum(matrix.map((counts) => counts[k] as number)));
  const correct = sum(matrix.map((counts, k) => counts[k] as number));
  return { total: sum(actual), correct, actual, predicted };
}
