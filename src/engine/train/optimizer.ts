import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import type { Experiment } from "../../protocol/experiment.ts";
import type { TF } from "../backend/tf.ts";

/** Keras's default; TensorFlow.js otherwise takes the backend's own, and backends would differ. */
const EPSILON = 1e-7;

type Name = Experiment["training"]["optimizer"];

const OPTIMIZERS: Record<Name, (tf: TF, learningRate: number) => Optimizer> = {
  adam: (tf, rate) => tf.train.adam(rate, 0.9, 0.999, EPSILON),
  sgd: (tf, rate) => tf.train.sgd(rate),
  momentum: (tf, rate) => tf.train.momentum(rate, 0.9),
  rmsprop: (tf, rate) => tf.train.rmsprop(rate, 0.9, 0, EPSILON),
  adagrad: (tf, rate) => tf.train.adagrad(rate, 0.1),
  adamax: (tf, rate) => tf.train.adamax(rate, 0.9, 0.999, EPSILON),
};

export const makeOptimizer = (tf: TF, { optimizer, learningRate }: Experiment["training"]): Optimizer =>
  OPTIMIZERS[optimizer](tf, learningRate);

/** Frees all it holds. TensorFlow.js's momentum optimizer forgets the constant of the one it extends. */
export function disposeOptimizer(optimizer: Optimizer): void {
  const { c } = optimizer as unknown as { c?: Tensor };
  optimizer.dispose();
  if (c && !c.isDisposed) c.dispose();
}
