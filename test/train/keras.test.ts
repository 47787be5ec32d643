import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "./penguins.ts";
import { trainOn } from "./train-on.ts";

type Task = "binary" | "multiclass" | "regression";
interface Fixture {
  seed: number;
  batchSize: number;
  epochs: number;
  x: number[][];
  y: Record<Task, number[]>;
  cases: { name: string; task: Task; model: object; training: object; weights: number[] }[];
}

const { seed, batchSize, epochs, x, y, cases } = JSON.parse(readFileSync(join(FIXTURES, "model", "keras.json"), "utf8")) as Fixture;
const features = [0, 1, 2, 3].map((j) =>
  column(
    `x${j}`,
    "number",
    x.map((row) => row[j] as number),
  ),
);

describe("20 steps against Keras", () => {
  for (const { name, task, model, training, weights } of cases) {
    it(`${name}: the same weights`, async () => {
      const frame = frameOf(...features, column("y", "number", y[task]));
      const settings = { ...training, seed, batchSize, epochs, shuffle: false, earlyStopping: false };
      const experiment = penguinExperiment({ target: "y", task, recipe: [], model, training: settings });
      const trained = await trainOn(experiment, { train: frame, validation: frame, test: frame });
      const directory = tempDir();
      await trained.model.save(directory);
      trained.model.dispose();
      const bytes = Uint8Array.from(readFileSync(join(directory, "group1-shard1of1.bin")));
      const found = new Float32Array(bytes.buffer);
      const apart = Math.max(...weights.map((weight, i) => Math.abs(weight - (found[i] as number))));
      assert.ok(apart < 1e-5, `weights are ${apart} apart`);
    });
  }
});
