// The first epoch of a training whose length nobody knows: `node first-epoch.mjs ROOT NETWORK fitDataset|trainOnBatch STEPS compiled|eager`.
// Prints JSON: seconds of processor time, the last loss, steps that ran as a graph.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { NETWORKS } from "../lib/networks.mjs";

process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
const [root, name, way, count, side] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(root, "out", "src", "engine", file)).href);
const { tf } = await (await load("backend/load.js")).loadBackend("tensorflow");
const [STEPS, BATCH] = [Number(count), 32];

const initial = (seed) => tf.initializers.randomUniform({ minval: -0.1, maxval: 0.1, seed });
const made = {
  mlp: () => NETWORKS["mlp-32"].model(tf),
  cnn: () => NETWORKS.cnn.model(tf),
  "lstm-50": () =>
    tf.sequential({
      layers: [
        tf.layers.lstm({ units: 32, inputShape: [50, 8], recurrentInitializer: initial(1) }),
        tf.layers.dense({ units: 1, activation: "sigmoid" }),
      ],
    }),
};
const model = made[name]();
model.compile({ optimizer: tf.train.adam(0.001), loss: name === "cnn" ? "categoricalCrossentropy" : "binaryCrossentropy" });
model.setWeights(model.getWeights().map(({ shape }, i) => tf.randomUniform(shape, -0.1, 0.1, "float32", i + 1)));
const { compileModel } = await load("compile/index.js");
const compiled = side === "compiled" ? compileModel(tf, model) : null;
const x = tf.randomUniform([BATCH, ...model.inputs[0].shape.slice(1)], 0, 1, "float32", 3);
const y =
  name === "cnn"
    ? tf.oneHot(tf.range(0, BATCH, 1, "int32").mod(tf.scalar(10, "int32")).toInt(), 10)
    : x
        .mean(x.shape.slice(1).map((_, i) => i + 1))
        .greater(0.5)
        .expandDims(1);

const began = process.cpuUsage();
let loss;
if (way === "trainOnBatch") {
  for (let i = 0; i < STEPS; i += 1) loss = await model.trainOnBatch(x, y);
} else {
  const dataset = tf.data.generator(function* () {
    for (let i = 0; i < STEPS; i += 1) yield { xs: x.clone(), ys: y.clone() };
  });
  const { history } = await model.fitDataset(dataset, { epochs: 1, verbose: 0 });
  loss = history.loss.at(-1);
}
const { user, system } = process.cpuUsage(began);
console.log(
  JSON.stringify({ cpu: (user + system) / 1e6, loss, ran: compiled?.steps.compiled.count ?? 0, why: compiled?.refused?.message ?? null }),
);
