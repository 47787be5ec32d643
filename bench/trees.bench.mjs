// Gradient boosting on a million rows by twenty columns, 100 trees of 31 leaves, against LightGBM. Both judge the validation rows after every tree, as early stopping needs it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { interleave } from "./lib/measure.mjs";
import { pythonWith } from "./lib/python.mjs";

const ROWS = 1_000_000;
const FEATURES = 20;
const REPEATS = 3;
const MOST_APART = 0.01;

export default async function trees({ root }) {
  const python = pythonWith("lightgbm==4.7.0", "numpy==2.4.6");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  const losses = {};
  const measure =
    (name, command, ...args) =>
    () => {
      const said = execFileSync(command, [...args, directory, String(ROWS), String(FEATURES)], { encoding: "utf8" });
      const [ms, loss] = said.trim().split(" ").map(Number);
      losses[name] = loss;
      return ms;
    };
  try {
    writeTable(directory);
    const { ours, theirs } = await interleave(
      {
        ours: measure("ours", process.execPath, join(root, "bench", "peers", "trees.mjs"), root),
        theirs: measure("theirs", python, join(root, "bench", "peers", "trees_lightgbm.py")),
      },
      REPEATS,
    );
    if (losses.ours > losses.theirs * (1 + MOST_APART)) throw new Error(`log loss ${losses.ours} against ${losses.theirs}`);
    return [
      {
        what: `boosted trees, 100 on ${ROWS.toLocaleString("en")} x ${FEATURES}`,
        ours: ours / 1000,
        theirs: theirs / 1000,
        unit: "s",
        against: "LightGBM",
        aim: "<= 1.5, wanted 1",
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Seeded; a few columns matter, one in fifty values is missing. Column by column, doubles. */
function writeTable(directory) {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const x = Float64Array.from({ length: ROWS * FEATURES }, normal);
  const at = (feature, row) => x[feature * ROWS + row];
  const y = Float64Array.from({ length: ROWS }, (_, row) => {
    const score =
      1.5 * at(0, row) + 2 * Math.sin(2 * at(1, row)) + at(2, row) * at(3, row) + (at(4, row) > 0.5 ? 1 : -0.5) + Math.abs(at(5, row));
    return uniform() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  });
  for (let i = 0; i < x.length; i += 1) if (uniform() < 0.02) x[i] = Number.NaN;
  writeFileSync(join(directory, "x.f64"), x);
  writeFileSync(join(directory, "y.f64"), y);
}
