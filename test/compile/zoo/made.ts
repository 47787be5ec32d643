import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../../../src/engine/backend/tf.ts";
import { uniform } from "../models.ts";
import type { Exhibit } from "./exhibit.ts";

const STEPS = 7;
const ROWS = 8;
/** Names that `model.compile` knows; others are functions of `tf.metrics`. */
const KNOWN = [
  "accuracy",
  "binaryAccuracy",
  "categoricalAccuracy",
  "precision",
  "categoricalCrossentropy",
  "sparseCategoricalCrossentropy",
  "mse",
  "mae",
  "mape",
  "cosine",
];

/** The model, ready to be trained, with the same weights each time. */
export function made(tf: TF, { model, optimizer, loss, metrics = [] }: Exhibit): LayersModel {
  const one = model(tf);
  one.compile({
    optimizer: optimizer?.(tf) ?? tf.train.adam(0.01),
    loss: loss as never,
    metrics: metrics.map((name) => (KNOWN.includes(name) ? name : tf.metrics[name as "mse"])) as never,
  });
  const next = uniform(3);
  one.setWeights(
    one.weights.map(({ shape, originalName }) => {
      const size = shape.reduce<number>((product, of) => product * (of ?? 1), 1);
      const least = /gamma|variance/.test(originalName) ? 0.8 : -0.5;
      return tf.tensor(
        Float32Array.from({ length: size }, () => least + next()),
        shape as number[],
      );
    }),
  );
  return one;
}

/** Inputs and targets of each step. */
export function batches(tf: TF, { inputs, targets }: Exhibit): Tensor[][] {
  const next = uniform(5);
  return Array.from({ length: STEPS }, () => [...inputs, ...targets].map((sample) => sample(tf, ROWS, next)));
}
