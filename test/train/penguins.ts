import { readFileSync } from "node:fs";
import type { Column, Frame } from "../../src/engine/data/column.ts";
import { type Experiment, experiment as schema } from "../../src/protocol/experiment.schema.ts";
import { PENGUINS } from "../support/paths.ts";

/** The penguins as a frame, read without the engine's reader: rows `i` with `i % 5` in `parts`. */
export function penguins(parts: readonly number[] = [0, 1, 2, 3, 4]): Frame {
  const [header, ...lines] = readFileSync(PENGUINS, "utf8").trim().split("\n");
  const cells = lines.map((line) => line.split(",")).filter((_, i) => parts.includes(i % 5));
  const columns = (header as string).split(",").map((name, at): Column => {
    const values = cells.map((row) => (row[at] === "" ? null : (row[at] as string)));
    if (values.every((value) => value === null || !Number.isNaN(Number(value)))) {
      return { kind: "number", name, values: Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))) };
    }
    const levels = [...new Set(values.filter((value) => value !== null))].sort();
    return { kind: "category", name, levels, codes: Int32Array.from(values, (value) => levels.indexOf(value as string)) };
  });
  return { rows: cells.length, columns };
}

/** An experiment on them, with all defaults; `change` is merged in at the top. */
export const penguinExperiment = (change: object = {}): Experiment =>
  schema.parse({
    data: "penguins.csv",
    target: "species",
    task: "multiclass",
    recipe: [
      { step: "fill-missing", columns: "number" },
      { step: "fill-missing", columns: "category", strategy: "mode" },
      { step: "standard-scale", columns: "number" },
      { step: "one-hot-encode", columns: "category" },
    ],
    model: { algorithm: "mlp" },
    ...change,
  });
