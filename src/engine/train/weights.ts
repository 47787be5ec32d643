import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../backend/tf.ts";

/** Copies of a model's weights outside TensorFlow.js. */
export type Weights = Float32Array[];

export async function copyWeights(model: LayersModel): Promise<Weights> {
  return Promise.all(model.getWeights().map(async (weight) => Float32Array.from(await weight.data())));
}

export function setWeights(tf: TF, model: LayersModel, weights: Weights): void {
  const shapes = model.getWeights().map(({ shape }) => shape);
  tf.tidy(() => model.setWeights(weights.map((values, i) => tf.tensor(values, shapes[i]))));
}
