// The networks of the bench "compile", as TensorFlow.js makes them; peers/compile_keras.py has the same ones. Layers with weights are named alike in both.

/**
 * Of each network: how it is trained, for how long (so that the quicker Keras takes about two seconds), and which share of Keras' time it is to take at most.
 * `slow` is the share of the rows that wasm is given, whose convolutions and recurrences take long.
 */
export const NETWORKS = {
  "mlp-32": { what: "MLP, batch 32", rows: 10_000, batch: 32, epochs: 10, aim: 0.25, loss: "binaryCrossentropy", model: mlp },
  "mlp-256": { what: "MLP, batch 256", rows: 20_000, batch: 256, epochs: 40, aim: 0.25, loss: "binaryCrossentropy", model: mlp },
  cnn: { what: "CNN", rows: 2_000, batch: 32, epochs: 12, aim: 0.75, slow: 0.1, loss: "categoricalCrossentropy", model: cnn },
  lstm: { what: "LSTM", rows: 2_000, batch: 32, epochs: 5, aim: 1, slow: 0.25, loss: "binaryCrossentropy", model: lstm },
  "wide-and-deep": { what: "wide and deep", rows: 10_000, batch: 32, epochs: 5, aim: 0.25, loss: "binaryCrossentropy", model: wideAndDeep },
  text: { what: "text classifier", rows: 5_000, batch: 32, epochs: 10, aim: 0.25, loss: "binaryCrossentropy", model: text },
  autoencoder: { what: "autoencoder", rows: 10_000, batch: 32, epochs: 8, aim: 0.25, loss: "meanSquaredError", model: autoencoder },
};

/** Categories of the wide-and-deep network, and the widths of their embeddings. */
export const CATEGORIES = [
  { values: 1000, width: 16 },
  { values: 100, width: 8 },
  { values: 20, width: 4 },
];
export const WORDS = 5000;
export const CLASSES = 10;

const relu = (units, name) => ({ units, activation: "relu", name });
const chance = (tf) => tf.layers.dense({ units: 1, activation: "sigmoid", name: "head" });

function mlp(tf) {
  const { dense } = tf.layers;
  return tf.sequential({ layers: [dense({ ...relu(64, "first"), inputShape: [20] }), dense(relu(64, "second")), chance(tf)] });
}

function cnn(tf) {
  const { conv2d, maxPooling2d, flatten, dense } = tf.layers;
  const seeing = (filters, name) => ({ filters, kernelSize: 3, activation: "relu", name });
  return tf.sequential({
    layers: [
      conv2d({ ...seeing(16, "first"), inputShape: [28, 28, 1] }),
      maxPooling2d({ poolSize: 2 }),
      conv2d(seeing(32, "second")),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dense({ units: CLASSES, activation: "softmax", name: "head" }),
    ],
  });
}

function lstm(tf) {
  return tf.sequential({
    layers: [tf.layers.lstm({ units: 32, recurrentActivation: "sigmoid", inputShape: [20, 8], name: "first" }), chance(tf)],
  });
}

function wideAndDeep(tf) {
  const { dense, embedding, flatten, concatenate } = tf.layers;
  const numbers = tf.input({ shape: [10], name: "numbers" });
  const categories = CATEGORIES.map((_, i) => tf.input({ shape: [1], dtype: "int32", name: `category_${i}` }));
  const embedded = (kind, width) =>
    categories.map((input, i) => {
      const one = embedding({ inputDim: CATEGORIES[i].values, outputDim: width(CATEGORIES[i]), name: `${kind}_${i}` });
      return flatten().apply(one.apply(input));
    });
  const together = (inputs) => concatenate().apply(inputs);
  const deep = dense(relu(32, "second")).apply(
    dense(relu(64, "first")).apply(together([numbers, ...embedded("deep", ({ width }) => width)])),
  );
  const wide = together([numbers, ...embedded("wide", () => 1)]);
  return tf.model({ inputs: [numbers, ...categories], outputs: chance(tf).apply(together([deep, wide])) });
}

function text(tf) {
  const { embedding, globalAveragePooling1d, dense } = tf.layers;
  const words = embedding({ inputDim: WORDS, outputDim: 32, inputLength: 50, name: "words" });
  return tf.sequential({ layers: [words, globalAveragePooling1d({}), dense(relu(32, "first")), chance(tf)] });
}

function autoencoder(tf) {
  const { dense } = tf.layers;
  return tf.sequential({
    layers: [
      dense({ ...relu(32, "first"), inputShape: [64] }),
      dense({ units: 8, name: "code" }),
      dense(relu(32, "second")),
      dense({ units: 64, name: "head" }),
    ],
  });
}
