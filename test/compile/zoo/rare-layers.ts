import type { TF } from "../../../src/engine/backend/tf.ts";
import { numbers } from "./data.ts";
import { around, dense, type Exhibit, recurrent, seeded } from "./exhibit.ts";

/** Some have no gradient in TensorFlow.js: they stand first, or are frozen. */
export const RARE: Exhibit[] = [
  around("activation layer", [6], [dense(4, "linear", [6]), (tf) => tf.layers.activation({ activation: "tanh" })]),
  around("thresholded relu", [6], [(tf) => tf.layers.thresholdedReLU({ theta: 0.3, inputShape: [6] })]),
  around(
    "input layer and rescaling",
    [6],
    [(tf) => tf.layers.inputLayer({ inputShape: [6] }), (tf) => tf.layers.rescaling({ scale: 0.5, offset: 0.1 }), dense(4, "tanh", [6])],
  ),
  around(
    "dense, unit norm",
    [6],
    [(tf) => tf.layers.dense({ units: 4, inputShape: [6], kernelConstraint: tf.constraints.unitNorm({ axis: 0 }), ...seeded(tf, 1) })],
  ),
  around(
    "dense, norm between",
    [6],
    [
      (tf) =>
        tf.layers.dense({
          units: 4,
          inputShape: [6],
          kernelConstraint: tf.constraints.minMaxNorm({ minValue: 0.2, maxValue: 0.6, rate: 0.9, axis: 0 }),
          ...seeded(tf, 1),
        }),
    ],
  ),
  around(
    "conv3d transposed and pooling",
    [3, 3, 3, 1],
    [
      (tf) => tf.layers.conv3dTranspose({ filters: 2, kernelSize: 2, trainable: false, inputShape: [3, 3, 3, 1], ...seeded(tf, 1) }),
      (tf) => tf.layers.maxPooling3d({ poolSize: 2 }),
    ],
  ),
  around(
    "conv3d and average pooling",
    [5, 5, 5, 1],
    [
      (tf) => tf.layers.conv3d({ filters: 2, kernelSize: 2, inputShape: [5, 5, 5, 1], ...seeded(tf, 1) }),
      (tf) => tf.layers.averagePooling3d({ poolSize: 2 }),
    ],
  ),
  around(
    "conv1d and global max pooling",
    [8, 2],
    [
      (tf) => tf.layers.conv1d({ filters: 3, kernelSize: 3, inputShape: [8, 2], ...seeded(tf, 1) }),
      (tf) => tf.layers.globalMaxPooling1d({}),
    ],
  ),
  around(
    "convolutional lstm",
    [3, 5, 5, 1],
    [(tf) => tf.layers.convLstm2d({ filters: 2, kernelSize: 2, inputShape: [3, 5, 5, 1], ...recurrent(tf, 1) }) as never],
  ),
  around(
    "convolutional lstm, the whole sequence",
    [3, 5, 5, 1],
    [
      (tf) =>
        tf.layers.convLstm2d({ filters: 2, kernelSize: 2, returnSequences: true, inputShape: [3, 5, 5, 1], ...recurrent(tf, 1) }) as never,
    ],
  ),
  around(
    "rnn of stacked cells",
    [5, 3],
    [
      (tf) =>
        tf.layers.rnn({
          cell: [
            tf.layers.lstmCell({ units: 4, ...recurrent(tf, 1) }),
            tf.layers.gruCell({ units: 3, ...recurrent(tf, 3) }),
            tf.layers.simpleRNNCell({ units: 3, ...recurrent(tf, 5) }),
          ],
          inputShape: [5, 3],
        }),
    ],
  ),
  around(
    "lstm with a hard sigmoid",
    [5, 3],
    [(tf) => tf.layers.lstm({ units: 4, inputShape: [5, 3], ...recurrent(tf, 1), recurrentActivation: "hardSigmoid" })],
  ),
  around("backwards gru", [5, 3], [(tf) => tf.layers.gru({ units: 4, goBackwards: true, inputShape: [5, 3], ...recurrent(tf, 1) })]),
  around("stateful lstm", [5, 3], [(tf) => tf.layers.lstm({ units: 4, stateful: true, batchInputShape: [8, 5, 3], ...recurrent(tf, 1) })], {
    eager: { code: "constant", why: "its states are tensors that each step makes anew" },
  }),
  around("center crop", [6, 6, 1], [(tf) => tf.layers.centerCrop({ height: 4, width: 4, inputShape: [6, 6, 1] })]),
  {
    name: "a model in a model",
    model(tf: TF) {
      const inner = tf.sequential({
        layers: [tf.layers.dense({ units: 4, activation: "tanh", inputShape: [6], ...seeded(tf, 1) }), tf.layers.batchNormalization()],
      });
      const a = tf.input({ shape: [6] });
      const out = tf.layers.dense({ units: 1, ...seeded(tf, 2) }).apply(inner.apply(a)) as never;
      return tf.model({ inputs: a, outputs: out });
    },
    loss: "meanSquaredError",
    inputs: [numbers([6])],
    targets: [numbers([1])],
  },
];
