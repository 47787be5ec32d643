import type { Matrix } from "../recipe/matrix.ts";
import type { RowParts } from "../train/stream/row-parts.ts";

/** Mean and standard deviation of each feature in the training rows; of a constant one the deviation counts as 1. */
export interface Standard {
  mean: number[];
  std: number[];
}

export async function fitStandard({ rows, each }: RowParts<Matrix>, width: number): Promise<Standard> {
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  await each(({ x: { data } }) => {
    for (let place = 0; place < data.length; place += 1)
      mean[place % width] = (mean[place % width] as number) + (data[place] as number) / rows;
  });
  await each(({ x: { data } }) => {
    for (let place = 0; place < data.length; place += 1) {
      const at = place % width;
      squares[at] = (squares[at] as number) + ((data[place] as number) - (mean[at] as number)) ** 2;
    }
  });
  const std = Array.from(squares, (sum, at) => spreadOf(sum / rows, mean[at] as number, rows));
  return { mean: Array.from(mean), std };
}

/** What rounding alone can leave of a constant is none (scikit-learn's `_is_constant_feature`). */
function spreadOf(variance: number, mean: number, rows: number): number {
  const rounding = rows * Number.EPSILON * variance + (rows * mean * Number.EPSILON) ** 2;
  return variance <= rounding ? 1 : Math.sqrt(variance);
}

/** Each value as its distance from the mean, in standard deviations. */
export const standardise = (matrix: Matrix, { mean, std }: Standard): Matrix => {
  const width = matrix.features.length;
  const data = matrix.data.map((value, i) => (value - (mean[i % width] as number)) / (std[i % width] as number));
  return { ...matrix, data };
};
