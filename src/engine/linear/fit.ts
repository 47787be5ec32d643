import type { SupervisedTarget, ValueTarget } from "../model/target.ts";
import type { DoubleMatrix } from "../recipe/matrix.ts";
import type { RowParts } from "../train/stream/row-parts.ts";
import { designOf, onFeatures, penalties } from "./design.ts";
import { solveElasticNet } from "./elastic-net.ts";
import { linearTooLarge } from "./errors.ts";
import { outputsOf, solveLogistic } from "./logistic.ts";
import { solveRidge } from "./ridge.ts";
import type { Steering } from "./solver.ts";
import type { LinearState } from "./state.ts";

/** The products of all pairs of columns (or rows), and two copies to work on: 8 bytes each. */
const COPIES = 3 * 8;
const MOST_BYTES = 2 * 2 ** 30;

export interface LinearProblem {
  /** To learn from: at once, or in parts, which are gone through several times with the same result. */
  rows: RowParts<DoubleMatrix>;
  /** Features of a row. */
  width: number;
  target: SupervisedTarget;
  /** What a row of each class counts for; null: all the same. */
  weights: ArrayLike<number> | null;
  l1: number;
  l2: number;
}

/** What a solver tells, on the features themselves. */
export interface LinearSteering extends Omit<Steering, "onIteration"> {
  onIteration(iteration: number, coefficients: Coefficients): Promise<boolean>;
  signal: AbortSignal;
}

export type Coefficients = Pick<LinearState, "coefficients" | "intercepts">;

/** The coefficients that the data and the penalties ask for; intercepts are never penalised. */
export async function fitLinear(problem: LinearProblem, steering: LinearSteering) {
  return problem.target.task === "regression"
    ? fitValues(problem, problem.target, steering)
    : fitClasses(problem, problem.target.classes.length, steering);
}

async function fitClasses({ rows, width, weights, l1, l2 }: LinearProblem, classes: number, { onIteration, ...steering }: LinearSteering) {
  const design = await designOf(rows, width, l2, (y) => y);
  const outputs = outputsOf(classes);
  const named = (solution: Float64Array): Coefficients => {
    const each = Array.from({ length: outputs }, (_, k) => {
      const own = solution.subarray(k * (width + 1), (k + 1) * (width + 1));
      return onFeatures(design, own, own[width] as number);
    });
    // softmax sees differences only: intercepts add up to nothing, as scikit-learn's do
    const middle = outputs === 1 ? 0 : each.reduce((sum, { intercept }) => sum + intercept, 0) / outputs;
    return { coefficients: each.map(({ weights }) => weights), intercepts: each.map(({ intercept }) => intercept - middle) };
  };
  const { solution, ...end } = await solveLogistic(
    { design, classes, weights, ...penalties(design, { l1, l2 }) },
    { ...steering, onIteration: (iteration, at) => onIteration(iteration, named(at)) },
  );
  return { ...named(solution), ...end };
}

async function fitValues(
  { rows, width, l1, l2 }: LinearProblem,
  { mean, std }: ValueTarget,
  { onIteration, signal, ...steering }: LinearSteering,
) {
  const bytes = Math.min(rows.rows, width) ** 2 * COPIES;
  if ((l1 === 0 || rows.inParts) && bytes > MOST_BYTES) throw linearTooLarge(rows.rows, width, bytes);
  const design = await designOf(rows, width, l2, (y) => y.map((value) => (value - mean) / std));
  const prices = penalties(design, { l1: l1 / std, l2 });
  const named = (solution: Float64Array): Coefficients => {
    const { weights, intercept } = onFeatures(
      design,
      solution.map((value) => value * std),
      mean,
    );
    return { coefficients: [weights], intercepts: [intercept] };
  };
  if (l1 > 0) {
    const heard = { ...steering, onIteration: (iteration: number, at: Float64Array) => onIteration(iteration, named(at)) };
    const { solution, ...end } = await solveElasticNet(design, prices, heard, signal);
    return { ...named(solution), ...end };
  }
  return { ...named(await solveRidge(design, prices.l2, signal)), iterations: 1, converged: true };
}
