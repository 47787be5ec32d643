import type { TF } from "../../../src/engine/backend/tf.ts";
import { numbers, tokens, truths } from "./data.ts";
import { dense, type Exhibit, seeded, sequence } from "./exhibit.ts";

export const WIRED: Exhibit[] = (["add", "multiply", "average", "maximum", "minimum", "concatenate"] as const).map((merge) => ({
  name: `two inputs, ${merge}`,
  model(tf: TF) {
    const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
    const left = tf.layers.dense({ units: 3, activation: "tanh", ...seeded(tf, 1) }).apply(a) as never;
    const right = tf.layers.dense({ units: 3, activation: "tanh", ...seeded(tf, 2) }).apply(b) as never;
    const merged = tf.layers[merge]().apply([left, right]) as never;
    return tf.model({ inputs: [a, b], outputs: tf.layers.dense({ units: 1, ...seeded(tf, 3) }).apply(merged) as never });
  },
  loss: "meanSquaredError",
  inputs: [numbers([4]), numbers([4])],
  targets: [numbers([1])],
}));

export const SHAPED: Exhibit[] = [
  {
    name: "two outputs",
    model(tf) {
      const a = tf.input({ shape: [4] });
      const shared = tf.layers.dense({ units: 3, activation: "relu", ...seeded(tf, 1) }).apply(a) as never;
      const first = tf.layers.dense({ units: 1, ...seeded(tf, 2) }).apply(shared) as never;
      const second = tf.layers.dense({ units: 1, activation: "sigmoid", ...seeded(tf, 3) }).apply(shared) as never;
      return tf.model({ inputs: a, outputs: [first, second] });
    },
    loss: ["meanSquaredError", "binaryCrossentropy"],
    inputs: [numbers([4])],
    targets: [numbers([1]), truths([1])],
  },
  {
    name: "dot of two inputs",
    model(tf) {
      const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
      const left = tf.layers.dense({ units: 3, ...seeded(tf, 1) }).apply(a) as never;
      const right = tf.layers.dense({ units: 3, ...seeded(tf, 2) }).apply(b) as never;
      return tf.model({ inputs: [a, b], outputs: tf.layers.dot({ axes: -1 }).apply([left, right]) as never });
    },
    loss: "meanSquaredError",
    inputs: [numbers([4]), numbers([4])],
    targets: [numbers([1])],
  },
  {
    name: "frozen first layer",
    model: sequence(
      (tf) => tf.layers.dense({ units: 4, inputShape: [6], trainable: false, ...seeded(tf, 1) }),
      (tf) => tf.layers.dense({ units: 1, ...seeded(tf, 2) }),
    ),
    loss: "meanSquaredError",
    inputs: [numbers([6])],
    targets: [numbers([1])],
  },
  {
    name: "wide and deep",
    model(tf) {
      const [words, wide] = [tf.input({ shape: [3] }), tf.input({ shape: [4] })];
      const deep = tf.layers.flatten().apply(
        tf.layers
          .embedding({
            inputDim: 8,
            outputDim: 2,
            embeddingsInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 1 }),
          })
          .apply(words),
      ) as never;
      const merged = tf.layers.concatenate().apply([deep, wide as never]) as never;
      return tf.model({
        inputs: [words, wide],
        outputs: tf.layers.dense({ units: 1, activation: "sigmoid", ...seeded(tf, 3) }).apply(merged) as never,
      });
    },
    loss: "binaryCrossentropy",
    optimizer: (tf) => tf.train.sgd(0.1),
    inputs: [tokens([3], 8), numbers([4])],
    targets: [truths([1])],
  },
  {
    name: "autoencoder",
    model: sequence(dense(3, "relu", [6]), (tf) => tf.layers.dense({ units: 6, ...seeded(tf, 2) })),
    loss: "meanSquaredError",
    inputs: [numbers([6])],
    targets: [numbers([6])],
  },
];
