import type { Design } from "./design.ts";
import { minimise } from "./owl-qn.ts";
import type { Solved, Steering } from "./solver.ts";

export interface ClassProblem {
  /** Its y: the class of each row. */
  design: Design;
  classes: number;
  /** What a row of each class counts for; null: all the same. */
  weights: ArrayLike<number> | null;
  /** For each feature the price of its coefficient's absolute value, and half of that of its square. */
  l1: Float64Array;
  l2: Float64Array;
}

/** Outputs: of two classes one, which is the log-odds of the second. */
export const outputsOf = (classes: number): number => (classes === 2 ? 1 : classes);

/**
 * Logistic regression, softmax for more than two classes: the least of the weighted mean log loss + l1 |w| + l2 w²/2, the
 * intercepts free. scikit-learn's `LogisticRegression` with l2 = 1 / (C sum of weights). The solution: for each output
 * its coefficients, then its intercept.
 */
export async function solveLogistic(problem: ClassProblem, steering: Steering): Promise<Solved> {
  const { classes, l1 } = problem;
  const { width } = problem.design;
  const outputs = outputsOf(classes);
  const prices = new Float64Array(outputs * (width + 1));
  for (let k = 0; k < outputs; k += 1) prices.set(l1, k * (width + 1));
  const total = await sumOf(problem);
  const smooth = classes === 2 ? binaryLoss(problem, total) : softmaxLoss(problem, total);
  const start = new Float64Array(outputs * (width + 1));
  return minimise({ start, smooth, l1: l1.some((price) => price > 0) ? prices : null }, steering);
}

type Smooth = (at: Float64Array, gradient: Float64Array) => Promise<number>;

function binaryLoss({ design: { width, each }, weights, l2 }: ClassProblem, total: number): Smooth {
  return async (w, gradient) => {
    let loss = 0;
    let intercept = 0;
    gradient.fill(0);
    await each(({ x, y, rows }) => {
      for (let row = 0; row < rows; row += 1) {
        const start = row * width;
        let z = w[width] as number;
        for (let j = 0; j < width; j += 1) z += (w[j] as number) * (x[start + j] as number);
        const positive = y[row] as number;
        const weight = (weights ? (weights[positive] as number) : 1) / total;
        loss += weight * (Math.max(z, 0) - z * positive + Math.log1p(Math.exp(-Math.abs(z))));
        const by = weight * (1 / (1 + Math.exp(-z)) - positive);
        intercept += by;
        for (let j = 0; j < width; j += 1) gradient[j] = (gradient[j] as number) + by * (x[start + j] as number);
      }
    });
    gradient[width] = intercept;
    return loss + penalise(w, gradient, l2, 1);
  };
}

function softmaxLoss({ design: { width, each }, classes, weights, l2 }: ClassProblem, total: number): Smooth {
  const z = new Float64Array(classes);
  const size = width + 1;
  return async (w, gradient) => {
    let loss = 0;
    gradient.fill(0);
    await each(({ x, y, rows }) => {
      for (let row = 0; row < rows; row += 1) {
        const start = row * width;
        for (let k = 0; k < classes; k += 1) {
          let sum = w[k * size + width] as number;
          for (let j = 0; j < width; j += 1) sum += (w[k * size + j] as number) * (x[start + j] as number);
          z[k] = sum;
        }
        const truth = y[row] as number;
        const weight = (weights ? (weights[truth] as number) : 1) / total;
        const own = z[truth] as number;
        loss += weight * (softmax(z) - own);
        for (let k = 0; k < classes; k += 1) {
          const by = weight * ((z[k] as number) - (k === truth ? 1 : 0));
          const place = k * size;
          gradient[place + width] = (gradient[place + width] as number) + by;
          for (let j = 0; j < width; j += 1) gradient[place + j] = (gradient[place + j] as number) + by * (x[start + j] as number);
        }
      }
    });
    return loss + penalise(w, gradient, l2, classes);
  };
}

/** Turns log-odds into probabilities, in place; gives the logarithm of their exponentials' sum. */
export function softmax(z: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of z) if (value > most) most = value;
  let sum = 0;
  for (let k = 0; k < z.length; k += 1) {
    const power = Math.exp((z[k] as number) - most);
    z[k] = power;
    sum += power;
  }
  for (let k = 0; k < z.length; k += 1) z[k] = (z[k] as number) / sum;
  return most + Math.log(sum);
}

/** l2 w²/2 of all coefficients but the intercepts; adds its gradient. */
function penalise(w: Float64Array, gradient: Float64Array, l2: Float64Array, outputs: number): number {
  let sum = 0;
  for (let k = 0; k < outputs; k += 1) {
    for (let j = 0; j < l2.length; j += 1) {
      const place = k * (l2.length + 1) + j;
      const pull = (l2[j] as number) * (w[place] as number);
      gradient[place] = (gradient[place] as number) + pull;
      sum += (pull * (w[place] as number)) / 2;
    }
  }
  return sum;
}

async function sumOf({ design: { rows, each }, weights }: ClassProblem): Promise<number> {
  if (!weights) return rows;
  let sum = 0;
  await each(({ y }) => {
    for (const truth of y) sum += weights[truth] as number;
  });
  return sum;
}
