// The same as trees_lightgbm.py with Trainyard's trees: `node trees.mjs ROOT DIRECTORY ROWS FEATURES`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [root, directory, ...counts] = process.argv.slice(2);
const [rows, features] = counts.map(Number);
const { boost } = await import(pathToFileURL(join(root, "out", "src", "engine", "trees", "boost.js")).href);
const doubles = (name) => new Float64Array(new Uint8Array(readFileSync(join(directory, name))).buffer);
const x = doubles("x.f64");
const y = doubles("y.f64");
const part = (from, to) => ({
  rows: to - from,
  features: Array.from({ length: features }, (_, i) => ({ kind: "number", values: x.slice(i * rows + from, i * rows + to) })),
  targets: y.slice(from, to),
});
const cut = (rows * 4) / 5;
const [train, validation] = [part(0, cut), part(cut, rows)];
const params = { iterations: 100, learningRate: 0.1, maxLeaves: 31, maxDepth: 0, minRowsPerLeaf: 20, minHessian: 0.001, minGain: 0 };
let loss = 0;
const start = performance.now();
await boost(
  { ...params, l2: 0, maxBins: 255, subsample: 1, featureFraction: 1 },
  {
    objective: "binary",
    width: 1,
    train,
    validation,
    weights: null,
    random: Math.random,
    async onRound(_round, figures) {
      [loss] = figures.validation;
      return true;
    },
  },
);
console.log(performance.now() - start, loss);
