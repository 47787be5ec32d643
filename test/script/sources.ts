import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/paths.ts";

/** A training of three epochs that prints its history; everything random has a seed. `tf` has to be in scope. */
export const TRAINING = `
const xs = tf.randomUniform([64, 3], 0, 1, "float32", 1);
const ys = xs.sum(1, true);
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 8, activation: "relu", inputShape: [3], kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }),
] });
model.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError", metrics: ["mae"] });
async function main() {
  const { history } = await model.fit(xs, ys, { epochs: 3, batchSize: 16, shuffle: false, validationSplit: 0.25, verbose: 0 });
  const prediction = Array.from(model.predict(tf.ones([1, 3])).dataSync());
  console.log(JSON.stringify({ history, prediction, tensors: tf.memory().numTensors, backend: tf.getBackend() }));
}
main();
`;

export const TYPED = `const typed: number = 1;\n${TRAINING.replace("async function main()", "async function main(): Promise<void>").replace("(model.predict(", "((model.predict(").replace("tf.ones([1, 3])).", "tf.ones([1, 3])) as { dataSync(): Float32Array }).")}`;

export const REQUIRE = `const tf = require("@tensorflow/tfjs");`;
export const IMPORT = `import * as tf from "@tensorflow/tfjs";`;

/** Gives a folder a TensorFlow.js of its own: the packages of this checkout, seen through links. */
export function withOwnTensorflow(directory: string, packages = ["tfjs", "tfjs-core", "tfjs-layers"]): string {
  const scope = join(directory, "node_modules", "@tensorflow");
  mkdirSync(scope, { recursive: true });
  for (const name of packages) symlinkSync(join(ROOT, "node_modules", "@tensorflow", name), join(scope, name));
  return directory;
}
