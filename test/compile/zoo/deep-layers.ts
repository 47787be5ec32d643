import { tokens } from "./data.ts";
import { around, type Exhibit, recurrent, seeded } from "./exhibit.ts";

export const DEEPER: Exhibit[] = [
  around(
    "masking and lstm",
    [5, 3],
    [(tf) => tf.layers.masking({ maskValue: 0, inputShape: [5, 3] }), (tf) => tf.layers.lstm({ units: 4, ...recurrent(tf, 1) })],
  ),
  around(
    "embedding",
    [5],
    [
      (tf) =>
        tf.layers.embedding({
          inputDim: 10,
          outputDim: 3,
          inputLength: 5,
          embeddingsInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 1 }),
        }),
    ],
    { inputs: [tokens([5], 10)], optimizer: (tf) => tf.train.sgd(0.1) },
  ),
  around(
    "embedding and pooling",
    [5],
    [
      (tf) =>
        tf.layers.embedding({
          inputDim: 10,
          outputDim: 3,
          inputLength: 5,
          embeddingsInitializer: tf.initializers.randomUniform({ minval: -1, maxval: 1, seed: 1 }),
        }),
      (tf) => tf.layers.globalAveragePooling1d({}),
    ],
    { inputs: [tokens([5], 10)] },
  ),
  around("simple rnn", [5, 3], [(tf) => tf.layers.simpleRNN({ units: 4, inputShape: [5, 3], ...recurrent(tf, 1) })]),
  around("gru", [5, 3], [(tf) => tf.layers.gru({ units: 4, inputShape: [5, 3], ...recurrent(tf, 1) })]),
  around("lstm", [5, 3], [(tf) => tf.layers.lstm({ units: 4, inputShape: [5, 3], ...recurrent(tf, 1) })]),
  around(
    "two lstm",
    [5, 3],
    [
      (tf) => tf.layers.lstm({ units: 4, returnSequences: true, inputShape: [5, 3], ...recurrent(tf, 1) }),
      (tf) => tf.layers.lstm({ units: 3, ...recurrent(tf, 5) }),
    ],
  ),
  around(
    "lstm with dropout",
    [5, 3],
    [(tf) => tf.layers.lstm({ units: 4, dropout: 0.2, recurrentDropout: 0.2, inputShape: [5, 3], ...recurrent(tf, 1) })],
    { random: true },
  ),
  around(
    "bidirectional",
    [5, 3],
    [
      (tf) =>
        tf.layers.bidirectional({
          layer: tf.layers.gru({ units: 3, ...recurrent(tf, 1) }) as never,
          inputShape: [5, 3],
          mergeMode: "concat",
        }),
    ],
  ),
  around(
    "time distributed",
    [5, 3],
    [(tf) => tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 2, ...seeded(tf, 1) }), inputShape: [5, 3] })],
  ),
  around(
    "conv1d",
    [8, 2],
    [
      (tf) => tf.layers.conv1d({ filters: 3, kernelSize: 3, activation: "relu", inputShape: [8, 2], ...seeded(tf, 1) }),
      (tf) => tf.layers.maxPooling1d({ poolSize: 2 }),
    ],
  ),
  around(
    "conv1d and average pooling",
    [8, 2],
    [
      (tf) => tf.layers.conv1d({ filters: 3, kernelSize: 3, padding: "same", inputShape: [8, 2], ...seeded(tf, 1) }),
      (tf) => tf.layers.averagePooling1d({ poolSize: 2 }),
    ],
  ),
  around(
    "conv2d",
    [8, 8, 2],
    [
      (tf) => tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: "relu", inputShape: [8, 8, 2], ...seeded(tf, 1) }),
      (tf) => tf.layers.maxPooling2d({ poolSize: 2 }),
    ],
  ),
  around(
    "conv2d with strides",
    [8, 8, 2],
    [
      (tf) => tf.layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: "same", inputShape: [8, 8, 2], ...seeded(tf, 1) }),
      (tf) => tf.layers.averagePooling2d({ poolSize: 2 }),
    ],
  ),
  around(
    "conv2d transposed",
    [4, 4, 2],
    [
      (tf) =>
        tf.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: "same", inputShape: [4, 4, 2], ...seeded(tf, 1) }),
    ],
  ),
  around(
    "depthwise conv2d",
    [6, 6, 2],
    [
      (tf) =>
        tf.layers.depthwiseConv2d({
          kernelSize: 3,
          inputShape: [6, 6, 2],
          depthwiseInitializer: tf.initializers.glorotUniform({ seed: 3 }),
        }),
    ],
  ),
  around(
    "separable conv2d",
    [6, 6, 2],
    [
      (tf) =>
        tf.layers.separableConv2d({
          filters: 3,
          kernelSize: 3,
          inputShape: [6, 6, 2],
          depthwiseInitializer: tf.initializers.glorotUniform({ seed: 3 }),
          pointwiseInitializer: tf.initializers.glorotUniform({ seed: 4 }),
        }),
    ],
  ),
  around("conv3d", [4, 4, 4, 1], [(tf) => tf.layers.conv3d({ filters: 2, kernelSize: 2, inputShape: [4, 4, 4, 1], ...seeded(tf, 1) })]),
  around(
    "cropping, padding and upsampling",
    [6, 6, 2],
    [
      (tf) =>
        tf.layers.cropping2D({
          cropping: [
            [1, 1],
            [1, 1],
          ],
          inputShape: [6, 6, 2],
        }),
      (tf) => tf.layers.zeroPadding2d({ padding: 1 }),
      (tf) => tf.layers.upSampling2d({ size: [2, 2] }),
      (tf) => tf.layers.conv2d({ filters: 2, kernelSize: 3, ...seeded(tf, 1) }),
    ],
  ),
  around(
    "global pooling",
    [6, 6, 2],
    [
      (tf) => tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 2], ...seeded(tf, 1) }),
      (tf) => tf.layers.globalAveragePooling2d({}),
    ],
  ),
  around(
    "global max pooling",
    [6, 6, 2],
    [
      (tf) => tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 2], ...seeded(tf, 1) }),
      (tf) => tf.layers.globalMaxPooling2d({}),
    ],
  ),
];
