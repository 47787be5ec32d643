// Trainyard's trees on sets.json: `node quality.mjs ROOT DIRECTORY` writes ours.json, what they say of the test rows of each split.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [root, directory] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(root, "out", "src", "engine", path)).href);
const { gradientBoostedTrees } = await load("model/gradient-boosted-trees.js");
const { randomForest } = await load("model/random-forest.js");
const { fitTarget } = await load("model/target.js");
const { noCheckpoints } = await load("train/checkpoint/checkpoint.js");

const boosted = { iterations: 100, learningRate: 0.1, maxLeaves: 31, maxDepth: 0, minRowsPerLeaf: 20, minHessian: 0.001, minGain: 0 };
const MODELS = {
  "gradient-boosted-trees": [gradientBoostedTrees, { ...boosted, l2: 0, maxBins: 255, subsample: 1, featureFraction: 1 }],
  "random-forest": [randomForest, { trees: 100, maxFeatures: "auto", maxDepth: 0, minRowsPerLeaf: 1, maxBins: 255 }],
};

const said = {};
for (const { name, task, columns, y, tests } of JSON.parse(readFileSync(join(directory, "sets.json"), "utf8"))) {
  said[name] = {};
  for (const [model, [algorithm, params]] of Object.entries(MODELS)) {
    said[name][model] = [];
    for (const [seed, test] of tests.entries()) {
      const isTest = new Set(test);
      const train = rowsOf(
        columns,
        y,
        y.flatMap((_, row) => (isTest.has(row) ? [] : [row])),
      );
      const values =
        task === "regression"
          ? { kind: "number", name: "y", values: train.y }
          : { kind: "category", name: "y", levels: [...new Set(y)].sort((a, b) => a - b).map(String), codes: Int32Array.from(train.y) };
      const fit = await algorithm.fit(params, {
        target: fitTarget(values, task),
        features: columns.map((column) => column.name),
        train,
        // Nothing stops early: no row is held out.
        validation: train,
        settings: { seed, classWeights: "none", earlyStopping: false },
        checkpoints: noCheckpoints,
        onEpoch: () => undefined,
        onProgress: () => undefined,
        signal: new AbortController().signal,
      });
      said[name][model].push([...(await fit.model.predict(rowsOf(columns, y, test).x)).values]);
    }
  }
}
writeFileSync(join(directory, "ours.json"), JSON.stringify(said));

function rowsOf(columns, y, rows) {
  const part = (column) =>
    column.kind === "number"
      ? { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) }
      : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]) };
  return { x: { rows: rows.length, columns: columns.map(part) }, y: Float64Array.from(rows, (row) => y[row]) };
}
