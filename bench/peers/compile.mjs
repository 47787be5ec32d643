// Trains one network: `node compile.mjs ROOT MODEL eager|compiled|loop SCALE`. Prints ms of the first fit (graphs made in it) and of a step after that.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
const [root, name, way, scale] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(root, "out", "src", "engine", file)).href);
const { loadTensorflow } = await load("backend/tensorflow.js");
const { compile, compileModel, rateOf } = await load("compile/index.js");
const tf = loadTensorflow();
await tf.setBackend("tensorflow");

const { dense, conv2d, maxPooling2d, flatten, lstm } = tf.layers;
const relu = { activation: "relu" };
const binary = { loss: "binaryCrossentropy", head: () => dense({ units: 1, activation: "sigmoid" }) };
const mlp = (batchSize) => ({
  batchSize,
  rows: 10_000,
  epochs: 10,
  shape: [20],
  layers: () => [dense({ units: 64, ...relu, inputShape: [20] }), dense({ units: 64, ...relu })],
});
const MODELS = {
  "mlp-32": mlp(32),
  "mlp-256": mlp(256),
  cnn: {
    batchSize: 32,
    rows: 2_000,
    epochs: 4,
    shape: [28, 28, 1],
    layers: () => [
      conv2d({ filters: 16, kernelSize: 3, ...relu, inputShape: [28, 28, 1] }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 32, kernelSize: 3, ...relu }),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
    ],
  },
  lstm: {
    batchSize: 32,
    rows: 2_000,
    epochs: 4,
    shape: [20, 8],
    layers: () => [lstm({ units: 32, recurrentActivation: "sigmoid", inputShape: [20, 8] })],
  },
};

const { batchSize, rows: allRows, epochs, shape, layers } = MODELS[name];
const rows = Math.max(2 * batchSize + 1, Math.round(allRows * Number(scale)));
const x = tf.randomNormal([rows, ...shape], 0, 1, "float32", 1);
const y = tf.tidy(() => x.reshape([rows, -1]).slice([0, 0], [rows, 4]).sum(1, true).greater(0).toFloat());
const model = tf.sequential({ layers: [...layers(), binary.head()] });
model.compile({ optimizer: tf.train.adam(0.001), loss: binary.loss });
if (way === "compiled") compileModel(tf, model);

const train = way === "loop" ? inLoops() : () => model.fit(x, y, { epochs, batchSize, verbose: 0, yieldEvery: "never" });
const timed = async () => {
  const start = performance.now();
  await train();
  return performance.now() - start;
};
const total = await timed();
const step = (await timed()) / (epochs * Math.ceil(rows / batchSize));
const loss = model.evaluate(x, y, { batchSize: 1024 }).dataSync()[0];
console.log(JSON.stringify({ total, step, loss }));

/** Whole epochs in one native call, shuffled; the last, smaller batch by itself. */
function inLoops() {
  const step = model.model.makeTrainFunction();
  const one = compile(tf, (...inputs) => step(inputs), { settings: { rate: rateOf(model.optimizer) } });
  const call = (at) =>
    tf.tidy(() => {
      const index = tf.tensor1d(at, "int32");
      one(x.gather(index), y.gather(index))[0].dataSync();
    });
  return () => {
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const order = new Int32Array(tf.util.createShuffledIndices(rows));
      let from = 0;
      while (from + batchSize <= rows) {
        const whole = order.subarray(from, rows - ((rows - from) % batchSize));
        if (one.repeat([x, y], whole, batchSize)) from += whole.length;
        else {
          call(order.subarray(from, from + batchSize));
          from += batchSize;
        }
      }
      if (from < rows) call(order.subarray(from));
    }
  };
}
