import type { Design } from "./design.ts";
import { leftOver } from "./left-over.ts";
import type { Solved, Steering } from "./solver.ts";

/**
 * The least of |y - Xv|² / 2n + l1 |v| + l2 v²/2: scikit-learn's `ElasticNet` with alpha * l1_ratio = l1 and
 * alpha * (1 - l1_ratio) = l2, so `Lasso` with alpha = l1. By coordinate descent (Friedman, Hastie and Tibshirani 2010). It has
 * converged once no coefficient moves by more than the tolerance. The design's y is centred and of standard deviation 1.
 */
export async function solveElasticNet(
  design: Design,
  { l1, l2 }: { l1: Float64Array; l2: Float64Array },
  { maxIterations, tolerance, onIteration }: Steering,
  signal: AbortSignal,
): Promise<Solved> {
  const { rows, width } = design;
  const left = await leftOver(design, signal);
  const v = new Float64Array(width);
  for (let iteration = 1; iteration <= maxIterations; iteration += 1) {
    let moved = 0;
    for (let j = 0; j < width; j += 1) {
      const own = left.square(j);
      if (own === 0) continue;
      const before = v[j] as number;
      const pull = (left.along(j) + own * before) / rows;
      const after = shrunk(pull, l1[j] as number) / (own / rows + (l2[j] as number));
      if (after === before) continue;
      v[j] = after;
      left.take(j, after - before);
      moved = Math.max(moved, Math.abs(after - before));
    }
    const converged = moved <= tolerance;
    if (!(await onIteration(iteration, v)) || converged) return { solution: v, iterations: iteration, converged };
  }
  return { solution: v, iterations: maxIterations, converged: false };
}

const shrunk = (value: number, by: number): number => Math.sign(value) * Math.max(0, Math.abs(value) - by);
