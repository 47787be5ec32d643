// Trains and asks one network on TensorFlow.js: `node compile.mjs ROOT DIRECTORY NETWORK compiled|eager|wasm`, or `... write SCALE`, which writes all
// networks' data and weights. Prints JSON: milliseconds of the whole fit, its first epoch, a step after that, one row, 10,000 rows; losses.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readNetwork, writeNetwork } from "../lib/network-data.mjs";
import { NETWORKS } from "../lib/networks.mjs";

process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
const [root, directory, name, way] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(root, "out", "src", "engine", file)).href);
const { loadBackend } = await load("backend/load.js");
const { tf, backend } = await loadBackend(way === "wasm" ? "wasm" : "tensorflow");
/** Eager epochs are alike, and long: so many are made, and the others are reckoned by them. */
const EAGER_EPOCHS = 2;
const PREDICTED = 10_000;
/** Milliseconds that are spent on it. */
const ASKED_FOR = 300;
/** Single rows are predicted eagerly at first. */
const WARM = 40;

if (name === "write") {
  for (const [one, network] of Object.entries(NETWORKS)) {
    const rows = Math.max(2 * network.batch + 1, Math.round(network.rows * Number(way)));
    writeNetwork(directory, one, network.model(tf), { ...network, rows });
  }
  console.log(`TensorFlow.js ${tf.version_core} on ${backend.version}`);
} else console.log(JSON.stringify(await measured()));

async function measured() {
  const { rows: all, batch, epochs, loss, inputs, targets, weights, valuesOf } = readNetwork(directory, name);
  const rows = way === "wasm" ? Math.max(batch, Math.round(all * (NETWORKS[name].slow ?? 1))) : all;
  const tensorOf = (one, length) => {
    const values = valuesOf(one);
    const width = values.length / all;
    return tf.tensor(
      Array.from({ length }).reduce(
        (taken, _, row) => {
          const from = (row % all) * width;
          taken.set(values.subarray(from, from + width), row * width);
          return taken;
        },
        new values.constructor(length * width),
      ),
      [length, ...one.shape.slice(1)],
      one.dtype,
    );
  };
  const x = inputs.map((one) => tensorOf(one, rows));
  const y = tensorOf(targets, rows);
  const model = NETWORKS[name].model(tf);
  model.compile({ optimizer: tf.train.adam(0.001), loss });
  const begin = () => {
    for (const layer of model.layers) {
      const own = weights.filter((one) => one.layer === layer.name);
      if (own.length > 0) layer.setWeights(own.map((one) => tf.tensor(valuesOf(one), one.shape)));
    }
  };
  begin();
  let why = null;
  if (way === "compiled") {
    const { compileModel } = await load("compile/index.js");
    compileModel(tf, model, { onRefused: ({ message }) => (why = message) });
  }

  const made = way === "compiled" ? epochs : Math.min(EAGER_EPOCHS, epochs);
  const ends = [];
  const began = performance.now();
  const { history } = await model.fit(x, y, {
    epochs: made,
    batchSize: batch,
    verbose: 0,
    callbacks: {
      onEpochEnd: async () => {
        ends.push(performance.now() - began);
      },
    },
  });
  const fitted = performance.now() - began;
  const steps = Math.ceil(rows / batch);
  const later = middleOf(ends.slice(1).map((end, i) => end - ends[i]));
  const step = later / steps;
  const share = Math.ceil(all / batch) / steps;
  const losses = history.loss.map(Number);
  const predicted = await predictions(
    model,
    inputs.map((one) => tensorOf(one, PREDICTED)),
  );
  begin();
  const initial = rows === all ? Number(model.evaluate(x, y, { batchSize: 1024 }).dataSync()[0]) : null;
  return {
    total: fitted + (share - 1) * ends[made - 1] + (epochs - made) * later * share,
    first: ends[0] + (share - 1) * later,
    step,
    ...predicted,
    initial,
    early: rows === all ? losses[1] : null,
    loss: rows === all && made === epochs ? losses.at(-1) : null,
    why,
  };
}

/** Of each size the quickest way there is to ask for it. */
async function predictions(model, x) {
  const ask = (inputs, options) => () => {
    const said = model.predict(inputs, options);
    const value = said.dataSync()[0];
    said.dispose();
    if (Number.isNaN(value)) throw new Error(`${name} says nothing`);
  };
  const row = x.map((one) => one.slice(0, 1));
  return {
    one: quickest([ask(row)], WARM),
    many: quickest((way === "wasm" ? [1024] : [32, 1024, PREDICTED]).map((batchSize) => ask(x, { batchSize }))),
  };
}

/** Milliseconds of the quickest way, once it is warm: the median of many calls, of one where that takes long. */
function quickest(ways, warm = 1) {
  const times = ways.map((way) => {
    for (let i = 0; i < warm; i += 1) way();
    return time(way);
  });
  const least = Math.min(...times);
  const way = ways[times.indexOf(least)];
  const more = Array.from({ length: Math.min(1000, Math.floor(ASKED_FOR / least)) }, () => time(way));
  return middleOf([least, ...more]);
}

function middleOf(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function time(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}
