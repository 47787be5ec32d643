// How good trees are on real tables, ten splits each: boosted trees against LightGBM, forests against scikit-learn's, the same rows and settings.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pythonWith } from "./lib/python.mjs";

const SEEDS = 10;
const PEERS = { "gradient-boosted-trees": "LightGBM", "random-forest": "scikit-learn" };
/** Mean differences of so many standard errors are noise. */
const NOISE = 2;

export default async function quality({ root }) {
  const python = pythonWith("lightgbm==4.7.0", "scikit-learn==1.9.1", "pandas==3.1.1", "numpy==2.4.6");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const peer = (command, name, ...args) =>
    execFileSync(command, [join(root, "bench", "peers", name), ...args], { encoding: "utf8", maxBuffer: 2 ** 26 });
  try {
    peer(python, "quality_data.py", directory, join(root, "examples", "penguins", "penguins.csv"), String(SEEDS));
    peer(process.execPath, "quality.mjs", root, directory);
    const found = JSON.parse(peer(python, "quality_sklearn.py", directory)).map(compared);
    const worse = found.filter(({ verdict }) => verdict === "worse");
    for (const { what, aim } of worse) process.stderr.write(`${what}: ${aim}\n`);
    if (worse.length > 0) throw new Error(`worse beyond noise ${worse.length} times`);
    return found;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The paired differences of the splits: their mean, its standard error, and what that says. */
function compared({ set, task, model, ours, theirs }) {
  const differences = ours.map((value, i) => value - theirs[i]);
  const difference = mean(differences);
  const error = Math.sqrt(mean(differences.map((value) => (value - difference) ** 2)) / (SEEDS - 1));
  const better = task === "regression" ? -difference : difference;
  const verdict = Math.abs(better) <= NOISE * error ? "within noise" : better > 0 ? "better" : "worse";
  const digits = task === "regression" ? 2 : 4;
  const signed = `${difference < 0 ? "" : "+"}${difference.toFixed(digits)}`;
  return {
    what: `${set}, ${model}`,
    ours: mean(ours),
    theirs: mean(theirs),
    unit: task === "regression" ? "RMSE" : "AUC",
    digits,
    against: PEERS[model],
    aim: `${signed} ± ${error.toFixed(digits)}: ${verdict}`,
    verdict,
  };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
