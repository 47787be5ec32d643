// Trainyard's networks on networks.json: `node networks.mjs ROOT DIRECTORY SCALE` prints JSON, of each set the score of each split and the seconds it took.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
const [root, directory, scale] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(root, "out", "src", path)).href);
const { experiment } = await load("protocol/experiment.schema.js");
const { algorithmFor } = await load("engine/model/registry.js");
const { fitTarget } = await load("engine/model/target.js");
const { noCheckpoints } = await load("engine/train/checkpoint/checkpoint.js");
const { loadBackend } = await load("engine/backend/load.js");
const { plainWords } = await load("engine/recipe/text/words.js");
const loaded = loadBackend("tensorflow");
const tensorflow = () => loaded;

/** The same as in networks_keras.py; `x`: values of a set's rows as the algorithm reads them. */
const NETWORKS = {
  mlp: {
    epochs: 60,
    params: { hidden: [64, 32] },
    x(values) {
      const width = values[0].length;
      return { data: Float32Array.from(values.flat()), rows: values.length, features: Array.from({ length: width }, (_, i) => `x${i}`) };
    },
  },
  "text-classifier": {
    epochs: 15,
    params: { vocabularySize: 2000, maxLength: 30, embeddingSize: 16, hidden: [16], dropout: 0 },
    x: (values) => ({ rows: values.length, columns: ["text"], words: values.map(plainWords), others: null }),
  },
  "image-classifier": {
    epochs: 15,
    params: { imageSize: 8, channels: 1, filters: [16, 32], hidden: [64], dropout: 0, augment: { flip: false, shift: 0 } },
    x: (values) => ({ rows: values.length, paths: values }),
  },
};

const said = {};
for (const { name, algorithm, task, x, y, tests } of JSON.parse(readFileSync(join(directory, "networks.json"), "utf8"))) {
  const { params, epochs, x: rowsOf } = NETWORKS[algorithm];
  said[name] = { scores: [], seconds: [] };
  for (const [seed, test] of tests.entries()) {
    const isTest = new Set(test);
    const train = y.flatMap((_, row) => (isTest.has(row) ? [] : [row]));
    const part = (rows) => ({ x: rowsOf(rows.map((row) => x[row])), y: Float64Array.from(rows, (row) => y[row]) });
    const { model, training } = experiment.parse({
      data: "rows.csv",
      target: "y",
      task,
      recipe: [],
      model: { algorithm, ...params },
      training: { epochs: Math.max(2, Math.round(epochs * Number(scale))), earlyStopping: false, seed },
    });
    const [learnt, asked] = [part(train), part(test)];
    const fit = {
      target: fitTarget(targetOf(learnt.y, task, y), task),
      features: learnt.x.features ?? [],
      train: learnt,
      validation: asked,
      settings: training,
      tensorflow,
      checkpoints: noCheckpoints,
      onEpoch: () => undefined,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    };
    const began = performance.now();
    const fitted = await algorithmFor(model).fit(model, fit);
    said[name].seconds.push((performance.now() - began) / 1000);
    said[name].scores.push(scoreOf(task, asked.y, await fitted.model.predict(asked.x)));
    fitted.model.dispose();
  }
}
console.log(JSON.stringify(said));

function targetOf(values, task, all) {
  if (task === "regression") return { kind: "number", name: "y", values };
  const levels = [...new Set(all)].sort((a, b) => a - b).map(String);
  return { kind: "category", name: "y", levels, codes: Int32Array.from(values) };
}

/** Root mean squared error, or accuracy. */
function scoreOf(task, y, { values, width }) {
  if (task === "regression") return Math.sqrt(y.reduce((sum, value, i) => sum + (value - values[i]) ** 2, 0) / y.length);
  const right = y.filter((value, i) => {
    const shares = values.subarray(i * width, (i + 1) * width);
    return shares.indexOf(Math.max(...shares)) === value;
  });
  return right.length / y.length;
}
