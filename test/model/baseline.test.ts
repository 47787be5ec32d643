import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { algorithmFor } from "../../src/engine/model/registry.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { assertClose } from "../evaluate/close.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { trainOn } from "../train/train-on.ts";

interface Case {
  task: "binary" | "multiclass" | "regression";
  weights: Record<string, number> | null;
  y: number[];
  expected: number[];
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "model", "baseline.json"), "utf8")) as { cases: Case[] };
const withoutTensorFlow = { tensorflow: () => Promise.reject(new Error("asked for TensorFlow.js")) };
const rows = { rows: 2, columns: [] } as never;

describe("the baseline", () => {
  for (const { task, weights, y, expected } of cases)
    it(`says what scikit-learn's dummy says: ${task}${weights ? " with class weights" : ""}, and from its file again`, async () => {
      const experiment = penguinExperiment({
        target: "y",
        task,
        recipe: [],
        model: { algorithm: "baseline" },
        ...(weights && { training: { classWeights: weights } }),
      });
      const text = y.map((_, i) => `${i}`);
      const frame = frameOf(
        column("x", "text", text),
        column("y", task === "regression" ? "number" : "category", task === "regression" ? y : y.map(String)),
      );
      const { model, notes } = await trainOn(experiment, { train: frame, validation: frame, test: frame }, withoutTensorFlow);
      assert.deepEqual(notes, []);
      const directory = tempDir();
      await model.save(directory);
      const loaded = await algorithmFor(experiment.model).load(directory, { task, ...withoutTensorFlow });
      for (const each of [model, loaded]) {
        const { values, width } = await each.predict(each.read(rows));
        assert.equal(width, expected.length);
        for (const [i, value] of [...expected, ...expected].entries()) assertClose(values[i] as number, value, `value ${i}`);
      }
    });

  it("refuses a file that is missing, or of another kind or version", async () => {
    const directory = tempDir();
    const { load } = algorithmFor(penguinExperiment({ model: { algorithm: "baseline" } }).model);
    const refused = () =>
      assert.rejects(
        load(directory, { task: "binary", ...withoutTensorFlow }),
        (error: TrainyardError) => error.facts.code === "model-unreadable",
      );
    await refused();
    for (const text of ["{", '{"format":"layers-model"}', '{"format":"trainyard-baseline","version":2,"values":[]}']) {
      writeFileSync(join(directory, "model.json"), text);
      await refused();
    }
  });
});
