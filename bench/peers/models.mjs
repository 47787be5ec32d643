// The same as models_sklearn.py with Trainyard's models: `node models.mjs ROOT DIRECTORY ROWS FEATURES MODEL`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [root, directory, ...rest] = process.argv.slice(2);
const [rows, width] = rest.slice(0, 2).map(Number);
const load = (path) => import(pathToFileURL(join(root, "out", "src", "engine", path)).href);
const { fitLinear } = await load("linear/fit.js");
const { fitFigures } = await load("linear/figures.js");
const { outputsAt, predictionsOf } = await load("linear/state.js");
const { kMeans } = await load("cluster/k-means.js");
const { randomFrom } = await load("train/random.js");
const { principalComponents } = await load("pca/principal-components.js");
const { rowsAtOnce } = await load("train/stream/row-parts.js");
const doubles = (name) => new Float64Array(new Uint8Array(readFileSync(join(directory, name))).buffer);
const x = { data: doubles("x.f64"), rows, features: Array.from({ length: width }, (_, j) => `x${j}`) };
const value = doubles("y.f64");
const { signal } = new AbortController();

const mean = value.reduce((sum, one) => sum + one, 0) / rows;
const std = Math.sqrt(value.reduce((sum, one) => sum + (one - mean) ** 2, 0) / rows);
const values = { task: "regression", column: "y", mean, std };
const classes = (names) => ({
  task: names.length === 2 ? "binary" : "multiclass",
  column: "y",
  classes: names,
  counts: names.map(() => 1),
});
const linear = (target, y, penalties) => async () => {
  const steering = { maxIterations: 1000, tolerance: 1e-6, signal, onIteration: async () => true };
  const found = await fitLinear({ rows: rowsAtOnce({ x, y }, rows), width, target, weights: null, l1: 0, l2: 0, ...penalties }, steering);
  return () => {
    const said = predictionsOf(target.task, outputsAt(found, x), found.intercepts.length);
    return fitFigures(target, y, said.values, said.width).loss;
  };
};

const MODELS = {
  logistic: linear(
    classes(["a", "b"]),
    value.map((one) => (one > mean ? 1 : 0)),
    { l2: 1e-4 },
  ),
  softmax: linear(
    classes(["a", "b", "c"]),
    value.map((one) => (one > mean + std / 2 ? 2 : one > mean - std / 2 ? 1 : 0)),
    { l2: 1e-4 },
  ),
  ridge: linear(values, value, { l2: 1e-4 }),
  lasso: linear(values, value, { l1: 0.1 }),
  "k-means": async () => {
    const options = {
      clusters: 8,
      nInit: 3,
      maxIterations: 300,
      tolerance: 1e-4,
      random: randomFrom(1, "clusters"),
      signal,
      onIteration: async () => true,
    };
    const { inertia } = await kMeans(x.data, rows, width, options);
    return () => inertia;
  },
  pca: async () => {
    const { variances, total } = await principalComponents(rowsAtOnce({ x, y: value }, rows), width, signal);
    return () => total - variances.slice(0, 5).reduce((sum, one) => sum + one, 0);
  },
};
const start = performance.now();
const loss = await MODELS[rest[2]]();
console.log(performance.now() - start, loss());
