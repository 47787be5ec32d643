import { gramOfColumns } from "../algebra/gram.ts";
import { dot, timesVector, transposeTimes } from "../algebra/vector.ts";
import type { Design } from "./design.ts";
import { minimise } from "./owl-qn.ts";
import type { Solved, Steering } from "./solver.ts";

/** Of more columns the products of all pairs take too much memory. */
const MOST_PAIRED = 4096;

/**
 * The least of |y - Xv|² / 2n + l1 |v| + l2 v²/2: scikit-learn's `ElasticNet` with alpha * l1_ratio = l1 and
 * alpha * (1 - l1_ratio) = l2, so `Lasso` with alpha = l1. By coordinate descent on the products of columns (Friedman,
 * Hastie and Tibshirani 2010), of very many columns by OWL-QN. It has converged once no coefficient moves by more than the
 * tolerance. `y` is centred and of standard deviation 1.
 */
export async function solveElasticNet(
  { x, rows, width }: Design,
  y: Float64Array,
  { l1, l2 }: { l1: Float64Array; l2: Float64Array },
  steering: Steering,
  signal: AbortSignal,
): Promise<Solved> {
  if (width > MOST_PAIRED) {
    const smooth = (v: Float64Array, gradient: Float64Array): number => {
      const left = timesVector(x, rows, v).map((value, row) => value - (y[row] as number));
      gradient.set(transposeTimes(x, width, left).map((value, j) => value / rows + (l2[j] as number) * (v[j] as number)));
      return dot(left, left) / (2 * rows) + v.reduce((sum, value, j) => sum + ((l2[j] as number) * value * value) / 2, 0);
    };
    return minimise({ start: new Float64Array(width), smooth, l1 }, steering);
  }
  const gram = await gramOfColumns(x, rows, width, signal);
  const target = transposeTimes(x, width, y);
  const v = new Float64Array(width);
  /** (XᵀXv)j, kept up to date. */
  const fitted = new Float64Array(width);
  for (let iteration = 1; iteration <= steering.maxIterations; iteration += 1) {
    let moved = 0;
    for (let j = 0; j < width; j += 1) {
      const own = gram[j * width + j] as number;
      if (own === 0) continue;
      const before = v[j] as number;
      const pull = ((target[j] as number) - (fitted[j] as number) + own * before) / rows;
      const after = shrunk(pull, l1[j] as number) / (own / rows + (l2[j] as number));
      if (after === before) continue;
      v[j] = after;
      const by = after - before;
      for (let k = 0; k < width; k += 1) fitted[k] = (fitted[k] as number) + by * (gram[j * width + k] as number);
      moved = Math.max(moved, Math.abs(by));
    }
    const converged = moved <= steering.tolerance;
    if (!(await steering.onIteration(iteration, v)) || converged) return { solution: v, iterations: iteration, converged };
  }
  return { solution: v, iterations: steering.maxIterations, converged: false };
}

const shrunk = (value: number, by: number): number => Math.sign(value) * Math.max(0, Math.abs(value) - by);
