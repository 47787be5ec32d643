import type { Compared } from "../evaluate/evaluate.ts";

/** How bad each prediction is: minus the log of what the actual class was given, or the absolute error. */
export function rowLoss({ target, actual, predictions: { values, width } }: Compared): Float64Array {
  if (target.task === "regression") return actual.map((y, row) => Math.abs(y - (values[row] as number)));
  return actual.map((k, row) => -Math.log(Math.max(Number.EPSILON, values[row * width + k] as number)));
}
