import { type Figure, meanOf } from "./counts.ts";

/** Mean of minus the log of each row's probability of its own class; probabilities kept off 0 and 1 as scikit-learn does. */
export function logLoss(actual: ArrayLike<number>, probabilities: Float64Array, classes: number): Figure {
  const losses = new Float64Array(actual.length);
  for (let row = 0; row < losses.length; row += 1) {
    const p = probabilities[row * classes + (actual[row] as number)] as number;
    losses[row] = -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
  }
  return meanOf(losses);
}

/** Brier score: mean squared distance to the truth; halved for two classes, as scikit-learn. */
export function brier(actual: ArrayLike<number>, probabilities: Float64Array, classes: number): Figure {
  const halves = classes < 3 ? 2 : 1;
  const distances = new Float64Array(actual.length);
  for (let row = 0; row < distances.length; row += 1) {
    let sum = 0;
    for (let k = 0; k < classes; k += 1) sum += ((probabilities[row * classes + k] as number) - (k === actual[row] ? 1 : 0)) ** 2;
    distances[row] = sum / halves;
  }
  return meanOf(distances);
}
