import type { DoubleMatrix } from "../recipe/matrix.ts";
import type { RowParts } from "../train/stream/row-parts.ts";

/** Features centred and scaled, so that a solver works alike on grams and on tonnes. */
export interface Design {
  rows: number;
  width: number;
  mean: Float64Array;
  /** What each was divided by. */
  scale: Float64Array;
  /** There are more rows than fit into memory. */
  inParts: boolean;
  /** Goes through the rows, all at once or some at a time, always in the same order. */
  each(visit: (part: DesignPart) => void | Promise<void>): Promise<void>;
}

export interface DesignPart {
  /** Row-major [rows, width]. */
  x: Float64Array;
  y: Float64Array;
  rows: number;
}

/** A spread as small as this beside the values themselves is rounding. */
const ROUNDING = 1e-14;
/** Smaller than any difference that 32 bits can tell. */
const NOTHING = 1e-60;

/**
 * Each feature divided by the root of its variance and the penalty l2: so the curvature of what is to be the least is about
 * the same along all of them. Constant columns are all zeros. Leaves the rows as they are. `yOf`: what is solved for.
 */
export async function designOf(
  parts: RowParts<DoubleMatrix>,
  width: number,
  l2: number,
  yOf: (y: Float64Array) => Float64Array,
): Promise<Design> {
  const { rows, inParts } = parts;
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  await parts.each(({ x }) => eachCell(x, (place, j) => add(mean, j, x.data[place] as number)));
  for (let j = 0; j < width; j += 1) mean[j] = (mean[j] as number) / rows;
  await parts.each(({ x }) => eachCell(x, (place, j) => add(scale, j, ((x.data[place] as number) - (mean[j] as number)) ** 2)));
  const constant = new Uint8Array(width);
  for (let j = 0; j < width; j += 1) {
    const std = Math.sqrt((scale[j] as number) / rows);
    constant[j] = std <= NOTHING + ROUNDING * Math.abs(mean[j] as number) ? 1 : 0;
    scale[j] = constant[j] ? 1 : Math.sqrt(std * std + l2);
  }
  const scaled = (x: DoubleMatrix): Float64Array => {
    const into = new Float64Array(x.rows * width);
    eachCell(x, (place, j) => {
      if (!constant[j]) into[place] = ((x.data[place] as number) - (mean[j] as number)) / (scale[j] as number);
    });
    return into;
  };
  const made: DesignPart[] = []; // of rows in memory, once
  const each: Design["each"] = async (visit) => {
    if (made[0]) return visit(made[0]);
    await parts.each(({ x, y }) => {
      const part = { x: scaled(x), y: yOf(y), rows: x.rows };
      if (!inParts) made.push(part);
      return visit(part);
    });
  };
  return { rows, width, mean, scale, inParts, each };
}

/** All rows together: of few enough only. */
export async function wholeOf({ rows, width, each }: Design): Promise<DesignPart> {
  const whole = { x: new Float64Array(rows * width), y: new Float64Array(rows), rows };
  let at = 0;
  await each((part) => {
    whole.x.set(part.x, at * width);
    whole.y.set(part.y, at);
    at += part.rows;
  });
  return whole;
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

function eachCell({ rows, features }: DoubleMatrix, visit: (place: number, column: number) => void): void {
  const width = features.length;
  for (let row = 0, place = 0; row < rows; row += 1) for (let j = 0; j < width; j += 1, place += 1) visit(place, j);
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] as number) + value;
}
