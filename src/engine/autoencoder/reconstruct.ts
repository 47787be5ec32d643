import type { Tensor2D } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../backend/tf.ts";
import { predictionNotFinite } from "../model/errors.ts";
import type { Matrix } from "../recipe/matrix.ts";

const ROWS_AT_ONCE = 4096;

/** What a network makes of rows of numbers, row-major. Throws where that is no number. */
export async function applyNetwork(tf: TF, network: LayersModel, { data, rows, features }: Matrix): Promise<Float32Array> {
  const width = features.length;
  const units = network.outputs[0]?.shape[1] as number;
  const outputs = new Float32Array(rows * units);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const count = Math.min(ROWS_AT_ONCE, rows - from);
    const result = tf.tidy(
      () => network.predictOnBatch(tf.tensor2d(data.subarray(from * width, (from + count) * width), [count, width])) as Tensor2D,
    );
    outputs.set(await result.data<"float32">(), from * units);
    result.dispose();
  }
  const bad = outputs.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw predictionNotFinite(Math.floor(bad / units) + 1, "representation-learning");
  return outputs;
}

/** Of each value the squared distance to its reconstruction, row-major. */
export const squaredErrors = ({ data }: Matrix, reconstruction: Float32Array): Float64Array =>
  Float64Array.from(data, (value, i) => (value - (reconstruction[i] as number)) ** 2);
