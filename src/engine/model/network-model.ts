import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { CompileChoice } from "../../protocol/compile.ts";
import type { Task } from "../../protocol/evaluation.ts";
import type { TF } from "../backend/tf.ts";
import { type Matrix, toMatrix } from "../recipe/matrix.ts";
import { type Inputs, inOrder, matrixInputs } from "../train/batch.ts";
import type { FittedModel } from "./algorithm.ts";
import { compilePredictions } from "./compiled-predictions.ts";
import { predictionNotFinite } from "./errors.ts";
import { saveModel } from "./files.ts";

const ROWS_AT_ONCE = 4096;

/** How a network gets its inputs out of prepared rows. */
export interface Reading<X> {
  read: FittedModel<X>["read"];
  inputs(x: X): Inputs;
}

export const matrixReading: Reading<Matrix> = { read: toMatrix, inputs: matrixInputs };

/** A trained network as a model of ours; it owns the LayersModel. `compile`: how it predicts. */
export function networkModel<X>(
  tf: TF,
  model: LayersModel,
  task: Task,
  { read, inputs }: Reading<X>,
  compile: CompileChoice = "auto",
): FittedModel<X> {
  compilePredictions(tf, model, compile);
  return {
    read,

    async predict(x) {
      const given = inputs(x);
      const order = inOrder(given.rows);
      const units = (model.outputs[0]?.shape[1] ?? 1) as number;
      const outputs = new Float64Array(given.rows * units);
      const size = given.atOnce ?? ROWS_AT_ONCE;
      for (let from = 0; from < given.rows; from += size) {
        const tensors = await given.tensors(tf, order, from, Math.min(from + size, given.rows));
        const result = tf.tidy(() => model.predictOnBatch(tensors.length === 1 ? (tensors[0] as Tensor2D) : tensors) as Tensor2D);
        for (const tensor of tensors) tensor.dispose();
        outputs.set(await result.data(), from * units);
        result.dispose();
      }
      const bad = outputs.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) throw predictionNotFinite(Math.floor(bad / units) + 1, task);
      return task === "binary" && units === 1 ? bothClasses(outputs) : { values: outputs, width: units };
    },
    save: (directory) => saveModel(model, directory),
    dispose: () => void model.dispose(),
  };
}

/** From the probability of the positive class to those of both. */
function bothClasses(positive: Float64Array): { values: Float64Array; width: number } {
  const values = new Float64Array(positive.length * 2);
  for (const [row, p] of positive.entries()) {
    values[2 * row] = 1 - p;
    values[2 * row + 1] = p;
  }
  return { values, width: 2 };
}
