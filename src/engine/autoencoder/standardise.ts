import type { Matrix } from "../recipe/matrix.ts";
import { moments } from "../recipe/statistics.ts";

/** Mean and standard deviation of each feature in the training rows; of a constant one the deviation counts as 1. */
export interface Standard {
  mean: number[];
  std: number[];
}

export function fitStandard({ data, rows, features }: Matrix): Standard {
  const width = features.length;
  const found = features.map((_, at) => moments(Float64Array.from({ length: rows }, (_, row) => data[row * width + at] as number)));
  return { mean: found.map(({ mean }) => mean), std: found.map(({ std }) => (std > 0 ? std : 1)) };
}

/** Each value as its distance from the mean, in standard deviations. */
export const standardise = (matrix: Matrix, { mean, std }: Standard): Matrix => {
  const width = matrix.features.length;
  const data = matrix.data.map((value, i) => (value - (mean[i % width] as number)) / (std[i % width] as number));
  return { ...matrix, data };
};
