import type { Optimizer, Tensor, Variable } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../../src/engine/backend/tf.ts";

/** A training step of a compiled LayersModel, as `fit` makes it: inputs and targets in, loss and metrics out. */
export function trainStep(model: LayersModel): (...inputs: Tensor[]) => Tensor[] {
  const { model: inner = model } = model as unknown as { model?: LayersModel };
  const step = (inner as unknown as { makeTrainFunction(): (data: Tensor[]) => Tensor[] }).makeTrainFunction();
  return (...inputs) => step(inputs);
}

/** A seeded sequence of numbers in [0, 1). */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const tensorOf = (tf: TF, shape: number[], next: () => number): Tensor =>
  tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next), shape);

export const valuesOf = (variables: readonly { read(): Tensor }[]): Float32Array[] =>
  variables.map((one) => (one.read() as Variable).dataSync() as Float32Array);

/** The largest difference, relative to 1 or to the value. */
export function apart(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  let worst = 0;
  for (const [i, one] of a.entries())
    for (let k = 0; k < one.length; k += 1) {
      const other = b[i]?.[k] as number;
      const difference = Object.is(one[k], other) ? 0 : Math.abs((one[k] as number) - other) / Math.max(1, Math.abs(other));
      if (!(difference <= worst)) worst = difference;
    }
  return worst;
}

/** One of each kind, of a TensorFlow.js that is loaded later. */
export const optimizersOf = (tf: () => TF): Record<string, () => Optimizer> => ({
  sgd: () => tf().train.sgd(0.1),
  momentum: () => tf().train.momentum(0.05, 0.9, true),
  rmsprop: () => tf().train.rmsprop(0.01, 0.9, 0.5, 1e-7, true),
  adagrad: () => tf().train.adagrad(0.1),
  adadelta: () => tf().train.adadelta(0.5),
  adamax: () => tf().train.adamax(0.01),
  adam: () => tf().train.adam(0.01),
});
