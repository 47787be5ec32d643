// Fitting a recipe on a million rows by twenty columns and applying it, against scikit-learn's ColumnTransformer doing the same.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./lib/bundle.mjs";
import { writeColumns } from "./lib/columns.mjs";
import { interleave } from "./lib/measure.mjs";
import { pythonWith } from "./lib/python.mjs";

const ROWS = 1_000_000;
const REPEATS = 3;
const RECIPE = [
  'export { learnRecipe } from "./src/engine/recipe/fit.ts";',
  'export { applyRecipe } from "./src/engine/recipe/apply.ts";',
  'export { toMatrix } from "./src/engine/recipe/matrix.ts";',
  'export { experiment } from "./src/protocol/experiment.schema.ts";',
];
const child = fileURLToPath(new URL("./lib/recipe-child.mjs", import.meta.url));

export default async function recipe({ root }) {
  const python = pythonWith("scikit-learn==1.9.1", "pandas==3.1.1");
  const directory = mkdtempSync(join(tmpdir(), "trainyard-bench-"));
  try {
    writeColumns(directory, ROWS);
    const engine = join(directory, "engine.mjs");
    await bundle(root, engine, RECIPE);
    const figures = (command, args) => () => Number(execFileSync(command, args, { encoding: "utf8" }));
    const { ours, theirs } = await interleave(
      {
        ours: figures(process.execPath, [child, engine, directory]),
        theirs: figures(python, [join(root, "bench", "peers", "recipe_sklearn.py"), directory]),
      },
      REPEATS,
    );
    return [
      {
        what: "recipe fit + apply, 1,000,000 x 20",
        ours: ours / 1000,
        theirs: theirs / 1000,
        unit: "s",
        against: "scikit-learn, the same steps",
        aim: "<= 1",
      },
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
