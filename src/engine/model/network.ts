import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel, layers } from "@tensorflow/tfjs-layers";
import type { TF } from "../backend/tf.ts";
import { randomFrom } from "../train/random.ts";
import type { SupervisedTarget } from "./target.ts";

export type Layer = layers.Layer;

/** A neural network twice, on the same layers. */
export interface Network {
  /** From features to what a user wants: probabilities, or the value in the target's units. This is what is saved. */
  model: LayersModel;
  /** The same without its last layer: logits, or the standardised value. This is what is trained. */
  raw: LayersModel;
}

/**
 * `body`, an output layer, and a head that turns raw outputs into the user's terms: sigmoid, softmax, or the fixed
 * line from the standardised value to the target's units. Initial weights come from `seed` alone, equal on all backends.
 */
export function buildNetwork(tf: TF, body: Layer[], output: Layer, target: SupervisedTarget, seed: number): Network {
  const head = makeHead(tf, target);
  const model = tf.sequential({ layers: [...body, output, head.layer] });
  const raw = tf.model({ inputs: model.inputs, outputs: output.output as never });
  initialise(tf, raw, seed);
  head.set();
  return { model, raw };
}

/** Units of the output layer. */
export const outputUnits = (target: SupervisedTarget): number => (target.task === "multiclass" ? target.classes.length : 1);

/** The last layer, of as many units as go into it. `set` gives it its constants, once it is part of a model. */
export function makeHead(tf: TF, target: SupervisedTarget, units = outputUnits(target)): { layer: Layer; set(): void } {
  if (target.task !== "regression")
    return { layer: tf.layers.activation({ activation: units === 1 ? "sigmoid" : "softmax", name: "probability" }), set: () => undefined };
  const layer = tf.layers.dense({ units: 1, trainable: false, name: "target_units" });
  return { layer, set: () => tf.tidy(() => layer.setWeights([tf.tensor2d([[target.std]]), tf.tensor1d([target.mean])])) };
}

/** Glorot uniform kernels, zero biases and uniform embeddings, Keras's defaults; other layers keep the constants they start with. */
export function initialise(tf: TF, model: LayersModel, seed: number): void {
  const random = randomFrom(seed, "weights");
  for (const layer of model.layers) {
    const limitOf = LIMITS[layer.getClassName()];
    if (!limitOf) continue;
    const [kernel, ...rest] = layer.getWeights() as [Tensor, ...Tensor[]];
    const limit = limitOf(kernel.shape);
    const values = Float32Array.from({ length: kernel.size }, () => (2 * random.next() - 1) * limit);
    tf.tidy(() => layer.setWeights([tf.tensor(values, kernel.shape), ...rest]));
  }
}

/** By class of layer, within what the first of its weights are drawn. */
const LIMITS: Readonly<Record<string, (shape: number[]) => number>> = {
  Dense: glorot,
  Conv2D: glorot,
  Embedding: () => 0.05,
};

/** Of a kernel [...positions, inputs, outputs]. */
function glorot(shape: number[]): number {
  const [inputs, outputs] = shape.slice(-2) as [number, number];
  const positions = shape.slice(0, -2).reduce((product, size) => product * size, 1);
  return Math.sqrt(6 / (positions * (inputs + outputs)));
}
