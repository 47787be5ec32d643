// How good trees are on real tables, ten splits each: boosted trees against LightGBM, forests against scikit-learn's, the same rows and settings.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compared, noneWorse } from "./lib/compared.mjs";
import { pythonWith } from "./lib/python.mjs";

const SEEDS = 10;
const PEERS = { "gradient-boosted-trees": "LightGBM", "random-forest": "scikit-learn" };

export default async function quality({ root }) {
  const python = pythonWith("lightgbm==4.7.0", "scikit-learn==1.9.1", "pandas==3.1.1", "numpy==2.4.6");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const peer = (command, name, ...args) =>
    execFileSync(command, [join(root, "bench", "peers", name), ...args], { encoding: "utf8", maxBuffer: 2 ** 26 });
  try {
    peer(python, "quality_data.py", directory, join(root, "examples", "penguins", "penguins.csv"), String(SEEDS));
    peer(process.execPath, "quality.mjs", root, directory);
    return noneWorse(JSON.parse(peer(python, "quality_sklearn.py", directory)).map(rowOf));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const rowOf = ({ set, task, model, ours, theirs }) =>
  compared(`${set}, ${model}`, {
    ours,
    theirs,
    against: PEERS[model],
    ...(task === "regression" ? { metric: "RMSE", smaller: true, digits: 2 } : { metric: "AUC" }),
  });
