import { around, dense, type Exhibit, seeded } from "./exhibit.ts";

const ACTIVATIONS = [
  "elu",
  "hardSigmoid",
  "linear",
  "relu",
  "relu6",
  "selu",
  "sigmoid",
  "softmax",
  "softplus",
  "softsign",
  "tanh",
  "swish",
  "mish",
  "gelu",
  "gelu_new",
  "logSoftmax",
];

export const FLAT: Exhibit[] = [
  ...ACTIVATIONS.map((activation) => around(`activation: ${activation}`, [6], [dense(4, activation, [6])])),
  around("dense without bias", [6], [(tf) => tf.layers.dense({ units: 4, useBias: false, inputShape: [6], ...seeded(tf, 1) })]),
  around(
    "dense, l1 and l2",
    [6],
    [
      (tf) =>
        tf.layers.dense({
          units: 4,
          inputShape: [6],
          kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
          biasRegularizer: tf.regularizers.l2({ l2: 0.01 }),
          ...seeded(tf, 1),
        }),
    ],
  ),
  around(
    "dense, non-negative",
    [6],
    [(tf) => tf.layers.dense({ units: 4, inputShape: [6], kernelConstraint: tf.constraints.nonNeg(), ...seeded(tf, 1) })],
  ),
  around(
    "dense, bounded norm",
    [6],
    [
      (tf) =>
        tf.layers.dense({
          units: 4,
          inputShape: [6],
          kernelConstraint: tf.constraints.maxNorm({ maxValue: 0.5, axis: 0 }),
          ...seeded(tf, 1),
        }),
    ],
  ),
  around("leaky relu", [6], [dense(4, "linear", [6]), (tf) => tf.layers.leakyReLU({ alpha: 0.2 })]),
  around("prelu", [6], [dense(4, "linear", [6]), (tf) => tf.layers.prelu()]),
  around("elu layer", [6], [dense(4, "linear", [6]), (tf) => tf.layers.elu()]),
  around("relu layer and softmax layer", [6], [dense(4, "linear", [6]), (tf) => tf.layers.reLU(), (tf) => tf.layers.softmax()]),
  around("batch normalisation", [6], [dense(4, "relu", [6]), (tf) => tf.layers.batchNormalization()]),
  around("layer normalisation", [6], [dense(4, "relu", [6]), (tf) => tf.layers.layerNormalization()]),
  around("dropout", [6], [dense(16, "relu", [6]), (tf) => tf.layers.dropout({ rate: 0.3 })], { random: true }),
  around("spatial dropout", [6, 4], [(tf) => tf.layers.spatialDropout1d({ rate: 0.3, inputShape: [6, 4] })], { random: true }),
  around("gaussian noise", [6], [(tf) => tf.layers.gaussianNoise({ stddev: 0.1, inputShape: [6] })], { random: true }),
  around("gaussian dropout", [6], [(tf) => tf.layers.gaussianDropout({ rate: 0.1, inputShape: [6] })], { random: true }),
  around("alpha dropout", [6], [dense(16, "selu", [6]), (tf) => tf.layers.alphaDropout({ rate: 0.1 })], { random: true }),
  around(
    "reshape and permute",
    [6],
    [dense(4, "tanh", [6]), (tf) => tf.layers.reshape({ targetShape: [2, 2] }), (tf) => tf.layers.permute({ dims: [2, 1] })],
  ),
  around("repeat vector", [6], [dense(4, "tanh", [6]), (tf) => tf.layers.repeatVector({ n: 3 })]),
];
