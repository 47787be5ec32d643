import { type Figure, meanOf } from "./counts.ts";

/** Mean of minus the log of each row's probability of its own class; probabilities kept off 0 and 1 as scikit-learn does. */
export function logLoss(actual: ArrayLike<number>, probabilities: Float64Array, classes: number): Figure {
  return meanOf(
    Float64Array.from(actual, (index, row) => {
      const p = probabilities[row * classes + index] as number;
      return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
    }),
  );
}

/** Brier score: mean squared distance to the truth; halved for two classes, as scikit-learn. */
export function brier(actual: ArrayLike<number>, probabilities: Float64Array, classes: number): Figure {
  const halves = classes < 3 ? 2 : 1;
  return meanOf(
    Float64Array.from(actual, (index, row) => {
      let sum = 0;
      for (let k = 0; k < classes; k += 1) sum += ((probabilities[row * classes + k] as number) - (k === index ? 1 : 0)) ** 2;
      return sum / halves;
    }),
  );
}
