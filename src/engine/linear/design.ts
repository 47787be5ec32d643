import type { DoubleMatrix } from "../recipe/matrix.ts";

/** Features centred and scaled, so that a solver works alike on grams and on tonnes. */
export interface Design {
  /** Row-major [rows, width]. */
  x: Float64Array;
  rows: number;
  width: number;
  mean: Float64Array;
  /** What each was divided by. */
  scale: Float64Array;
}

/** A spread as small as this beside the values themselves is rounding. */
const ROUNDING = 1e-14;
/** Smaller than any difference that 32 bits can tell. */
const NOTHING = 1e-60;

/**
 * Each feature divided by the root of its variance and the penalty l2: so the curvature of what is to be the least is about
 * the same along all of them. Constant columns are all zeros. Leaves the matrix as it is.
 */
export function designOf({ data, rows, features }: DoubleMatrix, l2: number): Design {
  const width = features.length;
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  eachCell(rows, width, (place, j) => add(mean, j, data[place] as number));
  for (let j = 0; j < width; j += 1) mean[j] = (mean[j] as number) / rows;
  eachCell(rows, width, (place, j) => add(scale, j, ((data[place] as number) - (mean[j] as number)) ** 2));
  const constant = new Uint8Array(width);
  for (let j = 0; j < width; j += 1) {
    const std = Math.sqrt((scale[j] as number) / rows);
    constant[j] = std <= NOTHING + ROUNDING * Math.abs(mean[j] as number) ? 1 : 0;
    scale[j] = constant[j] ? 1 : Math.sqrt(std * std + l2);
  }
  const x = new Float64Array(rows * width);
  eachCell(rows, width, (place, j) => {
    if (!constant[j]) x[place] = ((data[place] as number) - (mean[j] as number)) / (scale[j] as number);
  });
  return { x, rows, width, mean, scale };
}

/** Coefficients and intercept on the features themselves, of those on the design's. */
export function onFeatures({ mean, scale }: Design, coefficients: ArrayLike<number>, intercept: number) {
  const weights = Array.from(scale, (one, j) => (coefficients[j] as number) / one);
  return { weights, intercept: weights.reduce((sum, weight, j) => sum - weight * (mean[j] as number), intercept) };
}

/** Penalties on the design's coefficients that are the given ones on those of the features. */
export const penalties = ({ scale }: Design, { l1, l2 }: { l1: number; l2: number }) => ({
  l1: scale.map((one) => l1 / one),
  l2: scale.map((one) => l2 / (one * one)),
});

function eachCell(rows: number, width: number, visit: (place: number, column: number) => void): void {
  for (let row = 0, place = 0; row < rows; row += 1) for (let j = 0; j < width; j += 1, place += 1) visit(place, j);
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] as number) + value;
}
