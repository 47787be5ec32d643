// Trains a small CNN for twenty steps on the backend named and prints its weights: everything random has a seed.
import { loadBackend } from "../../src/engine/backend/load.ts";
import type { BackendChoice } from "../../src/protocol/backend.ts";

const { tf, backend } = await loadBackend(process.argv[2] as BackendChoice);
const initial = (seed: number) => tf.initializers.glorotUniform({ seed });
const model = tf.sequential({
  layers: [
    tf.layers.conv2d({
      filters: 4,
      kernelSize: 3,
      strides: 2,
      padding: "same",
      activation: "relu",
      inputShape: [9, 9, 2],
      kernelInitializer: initial(1),
    }),
    tf.layers.separableConv2d({ filters: 3, kernelSize: 3, depthwiseInitializer: initial(2), pointwiseInitializer: initial(3) }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 3, activation: "softmax", kernelInitializer: initial(4) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: "categoricalCrossentropy" });
const x = tf.randomUniform([160, 9, 9, 2], 0, 1, "float32", 5);
const y = tf.oneHot(
  tf.tensor1d(
    Array.from({ length: 160 }, (_, i) => i % 3),
    "int32",
  ),
  3,
);
await model.fit(x, y, { batchSize: 32, epochs: 4, shuffle: false, verbose: 0 });
const weights = model.getWeights().map((weight) => Array.from(weight.dataSync()));
console.log(JSON.stringify({ backend, used: tf.getBackend(), weights }));
