import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Task } from "../../protocol/evaluation.ts";
import type { TF } from "../backend/tf.ts";
import { toMatrix } from "../recipe/matrix.ts";
import type { FittedModel } from "./algorithm.ts";
import { predictionNotFinite } from "./errors.ts";
import { saveModel } from "./files.ts";

const ROWS_AT_ONCE = 4096;

/** A trained network as a model of ours; it owns the LayersModel. */
export function networkModel(tf: TF, model: LayersModel, task: Task): FittedModel {
  return {
    read: toMatrix,

    async predict({ data, rows, features }) {
      const units = (model.outputs[0]?.shape[1] ?? 1) as number;
      const outputs = new Float64Array(rows * units);
      for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
        const count = Math.min(ROWS_AT_ONCE, rows - from);
        const width = features.length;
        const result = tf.tidy(
          () => model.predictOnBatch(tf.tensor2d(data.slice(from * width, (from + count) * width), [count, width])) as Tensor2D,
        );
        outputs.set(await result.data(), from * units);
        result.dispose();
      }
      const bad = outputs.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0) throw predictionNotFinite(Math.floor(bad / units) + 1, task);
      return task === "binary" ? bothClasses(outputs) : { values: outputs, width: units };
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
