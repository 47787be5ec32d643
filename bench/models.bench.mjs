// Linear models, k-means and principal components on 200,000 rows by twenty columns, against scikit-learn: time, and as good.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interleave } from "./lib/measure.mjs";
import { pythonWith } from "./lib/python.mjs";

const ROWS = 200_000;
const FEATURES = 20;
const REPEATS = 3;
const MODELS = {
  logistic: { what: "logistic regression", worse: 1e-4 },
  softmax: { what: "softmax regression, 3 classes", worse: 1e-4 },
  ridge: { what: "ridge", worse: 1e-6 },
  lasso: { what: "lasso", worse: 1e-4 },
  "k-means": { what: "k-means, 8 clusters, 3 starts", worse: 0.02 },
  pca: { what: "principal components, 5", worse: 1e-6 },
};

export default async function models({ root }) {
  const python = pythonWith("scikit-learn==1.9.1", "numpy==2.4.6");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const losses = {};
  const measure = (side, name, command, ...args) => {
    return () => {
      const said = execFileSync(command, [...args, directory, String(ROWS), String(FEATURES), name], { encoding: "utf8" });
      const [ms, loss] = said.trim().split(" ").map(Number);
      losses[side] = loss;
      return ms;
    };
  };
  try {
    writeTable(directory);
    const found = [];
    for (const [name, { what, worse }] of Object.entries(MODELS)) {
      const { ours, theirs } = await interleave(
        {
          ours: measure("ours", name, process.execPath, join(root, "bench", "peers", "models.mjs"), root),
          theirs: measure("theirs", name, python, join(root, "bench", "peers", "models_sklearn.py")),
        },
        REPEATS,
      );
      if (!(losses.ours <= losses.theirs * (1 + worse))) throw new Error(`${name}: a loss of ${losses.ours} against ${losses.theirs}`);
      found.push({ what, ours: ours / 1000, theirs: theirs / 1000, unit: "s", against: "scikit-learn" });
    }
    return found;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Seeded; ten overlapping groups, a value and classes that are a noisy line of the columns. Row by row, doubles. */
function writeTable(directory) {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const middles = Array.from({ length: 10 }, () => Array.from({ length: FEATURES }, () => 2 * normal()));
  const weights = Array.from({ length: FEATURES }, (_, j) => (j % 3 === 0 ? 0 : normal()));
  const x = new Float64Array(ROWS * FEATURES);
  const value = new Float64Array(ROWS);
  for (let row = 0; row < ROWS; row += 1) {
    const middle = middles[Math.floor(uniform() * 10)];
    let sum = 0;
    for (let j = 0; j < FEATURES; j += 1) {
      const cell = middle[j] + normal();
      x[row * FEATURES + j] = cell;
      sum += cell * weights[j];
    }
    value[row] = sum + 3 * normal();
  }
  writeFileSync(join(directory, "x.f64"), x);
  writeFileSync(join(directory, "y.f64"), value);
}
