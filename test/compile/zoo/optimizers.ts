import type { Optimizer } from "@tensorflow/tfjs-core";
import type { TF } from "../../../src/engine/backend/tf.ts";
import { around, dense, type Exhibit } from "./exhibit.ts";

const MADE: Record<string, (tf: TF) => Optimizer> = {
  sgd: (tf) => tf.train.sgd(0.05),
  momentum: (tf) => tf.train.momentum(0.02, 0.9),
  "nesterov momentum": (tf) => tf.train.momentum(0.02, 0.9, true),
  rmsprop: (tf) => tf.train.rmsprop(0.01, 0.9, 0, 1e-7),
  "rmsprop with momentum": (tf) => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-7),
  // TensorFlow.js subtracts epsilon under the root, where Keras adds it: small gradients would give NaN
  "centred rmsprop": (tf) => tf.train.rmsprop(0.01, 0.9, 0, 1e-14, true),
  adam: (tf) => tf.train.adam(0.02, 0.8, 0.99, 1e-7),
  adamax: (tf) => tf.train.adamax(0.02, 0.9, 0.999, 1e-7),
  "adamax with decay": (tf) => tf.train.adamax(0.02, 0.9, 0.999, 1e-7, 0.1),
  adadelta: (tf) => tf.train.adadelta(0.5, 0.95, 1e-6),
  adagrad: (tf) => tf.train.adagrad(0.05, 0.1),
};

export const OPTIMIZERS: Exhibit[] = Object.entries(MADE).map(([name, optimizer]) =>
  around(`optimizer: ${name}`, [6], [dense(4, "tanh", [6])], { optimizer }),
);
