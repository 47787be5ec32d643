import type { SupervisedTarget } from "../model/target.ts";

/**
 * What an iteration logs, under the names of a network's epochs: the loss without penalties (log loss, or the squared error
 * of the standardised target), and the share of rows that are right, or the errors in the target's units. `predicted`:
 * probabilities [rows, width], or values.
 */
export function fitFigures(target: SupervisedTarget, y: Float64Array, predicted: Float64Array, width: number): Record<string, number> {
  const rows = y.length;
  if (target.task === "regression") {
    let [squares, sizes] = [0, 0];
    for (let row = 0; row < rows; row += 1) {
      const error = (predicted[row] as number) - (y[row] as number);
      squares += error * error;
      sizes += Math.abs(error);
    }
    return { loss: squares / rows / target.std ** 2, mae: sizes / rows, mse: squares / rows };
  }
  let [loss, right] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    const truth = y[row] as number;
    const own = predicted[row * width + truth] as number;
    loss -= Math.log(Math.max(own, Number.MIN_VALUE));
    let best = 0;
    for (let k = 1; k < width; k += 1) if ((predicted[row * width + k] as number) > (predicted[row * width + best] as number)) best = k;
    if (best === truth) right += 1;
  }
  return { loss: loss / rows, acc: right / rows };
}
