import type { SupervisedTask } from "../../protocol/task.ts";
import type { JsonModel } from "../model/json-model.ts";
import type { DoubleMatrix } from "../recipe/matrix.ts";
import { softmax } from "./logistic.ts";

/** A fitted linear model: the content of its `model.json`. */
export interface LinearState extends JsonModel {
  format: "trainyard-linear";
  task: SupervisedTask;
  features: string[];
  /** One row for each output; of two classes one, the log-odds of the second. */
  coefficients: number[][];
  intercepts: number[];
}

/** Intercept and coefficients times features: log-odds, or values. Row-major [rows, outputs]. */
export function outputsAt({ coefficients, intercepts }: Pick<LinearState, "coefficients" | "intercepts">, x: DoubleMatrix): Float64Array {
  const { data, rows, features } = x;
  const width = features.length;
  const outputs = intercepts.length;
  const weights = coefficients.map((row) => Float64Array.from(row));
  const values = new Float64Array(rows * outputs);
  for (let row = 0; row < rows; row += 1) {
    const start = row * width;
    for (let k = 0; k < outputs; k += 1) {
      const own = weights[k] as Float64Array;
      let sum = intercepts[k] as number;
      for (let j = 0; j < width; j += 1) sum += (own[j] as number) * (data[start + j] as number);
      values[row * outputs + k] = sum;
    }
  }
  return values;
}

/** Probabilities of each class, of log-odds [rows, outputs], two of one output; the values of a regression are as they are. */
export function predictionsOf(task: SupervisedTask, outputs: Float64Array, width: number): { values: Float64Array; width: number } {
  if (task === "regression") return { values: outputs, width: 1 };
  if (width > 1) {
    for (let from = 0; from < outputs.length; from += width) softmax(outputs.subarray(from, from + width));
    return { values: outputs, width };
  }
  const values = new Float64Array(outputs.length * 2);
  for (const [row, z] of outputs.entries()) {
    values[2 * row] = 1 / (1 + Math.exp(z));
    values[2 * row + 1] = 1 / (1 + Math.exp(-z));
  }
  return { values, width: 2 };
}
