/** What boosting minimises: names as in LightGBM's `objective`. */
export type Objective = "regression" | "binary" | "multiclass";

/**
 * Gradients and hessians of the rows `from` to `to` for one output, and what the scores are worth now.
 * `regression`: squared error / 2; `binary`: log loss of the sigmoid; `multiclass`: log loss of the softmax, of whose
 * hessian only the diagonal is used (Friedman 2001).
 */
export interface Losses {
  objective: Objective;
  /** Class that the tree at hand is for; 0 where there is one tree a round. */
  output: number;
  width: number;
  scores: Float64Array;
  targets: Float64Array;
  weights: Float64Array;
}

/** What scores are worth, summed over rows: the squared error or the log loss, and the absolute error or the rows that are right. */
export type Worth = [loss: number, other: number];

/** Writes the pairs that the next tree learns from; gives what the scores are worth as they are. */
export function gradients(losses: Losses, pairs: Float32Array, from: number, to: number): Worth {
  if (losses.objective === "regression") return squaredError(losses, pairs, from, to);
  return losses.objective === "binary" ? sigmoid(losses, pairs, from, to) : softmax(losses, pairs, from, to);
}

function squaredError({ scores, targets, weights }: Losses, pairs: Float32Array, from: number, to: number): Worth {
  let squares = 0;
  let absolute = 0;
  for (let row = from; row < to; row += 1) {
    const weight = weights[row] as number;
    const error = (scores[row] as number) - (targets[row] as number);
    pairs[2 * row] = error * weight;
    pairs[2 * row + 1] = weight;
    squares += error * error;
    absolute += Math.abs(error);
  }
  return [squares, absolute];
}

/** Beyond this `log(1 + e^x)` is x. */
const LINEAR = 36;
const LARGE = 1e250;

/** The logarithm is taken of products of many rows, since `log a + log b = log ab`: it is the dear part. */
function sigmoid({ scores, targets, weights }: Losses, pairs: Float32Array, from: number, to: number): Worth {
  let loss = 0;
  let right = 0;
  let product = 1;
  for (let row = from; row < to; row += 1) {
    const weight = weights[row] as number;
    const sign = targets[row] === 1 ? -1 : 1;
    const wrongness = sign * (scores[row] as number);
    const inverse = 1 + Math.exp(wrongness); // of the probability that is given to the true class
    const truth = 1 / inverse;
    pairs[2 * row] = sign * (1 - truth) * weight;
    pairs[2 * row + 1] = truth * (1 - truth) * weight;
    if (wrongness < 0) right += 1;
    if (wrongness > LINEAR) loss += wrongness;
    else product *= inverse;
    if (product < LARGE) continue;
    loss += Math.log(product);
    product = 1;
  }
  return [loss + Math.log(product), right];
}

function softmax({ output, width, scores, targets, weights }: Losses, pairs: Float32Array, from: number, to: number): Worth {
  let loss = 0;
  let right = 0;
  for (let row = from; row < to; row += 1) {
    const weight = weights[row] as number;
    const target = targets[row] as number;
    const total = logSumExp(scores, row * width, width);
    const p = Math.exp((scores[row * width + output] as number) - total);
    pairs[2 * row] = (p - (target === output ? 1 : 0)) * weight;
    pairs[2 * row + 1] = p * (1 - p) * weight;
    loss += total - (scores[row * width + target] as number);
    if (largest(scores, row * width, width) === target) right += 1;
  }
  return [loss, right];
}

export function logSumExp(values: Float64Array, from: number, count: number): number {
  let top = values[from] as number;
  for (let i = 1; i < count; i += 1) top = Math.max(top, values[from + i] as number);
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += Math.exp((values[from + i] as number) - top);
  return top + Math.log(sum);
}

function largest(values: Float64Array, from: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i += 1) if ((values[from + i] as number) > (values[from + best] as number)) best = i;
  return best;
}
