import assert from "node:assert/strict";
import { predictRows } from "../../src/engine/model/predict.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { penguinExperiment, penguins } from "../train/penguins.ts";
import { trainOn } from "../train/train-on.ts";

describe("predicting", () => {
  it("gives the most probable class and every class's probability, without the target", async () => {
    const trained = await trainOn(penguinExperiment({ training: { epochs: 30 } }));
    const all = penguins();
    const features = { ...all, columns: all.columns.filter(({ name }) => name !== "species") };
    const columns = await predictRows(trained, features);
    trained.model.dispose();
    const labels = ["Adelie", "Chinstrap", "Gentoo"];
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["prediction", ...labels.map((label) => `probability_${label}`)],
    );
    const right = Array.from({ length: all.rows }).filter((_, row) => labelAt(columns[0]!, row) === labelAt(all.columns[0]!, row)).length;
    assert.ok(right / all.rows > 0.95);
    for (let row = 0; row < all.rows; row += 1) {
      const shares = columns.slice(1).map((one) => Number(labelAt(one, row)));
      assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-6);
      assert.equal(labelAt(columns[0]!, row), labels[shares.indexOf(Math.max(...shares))]);
    }
  });

  it("leaves the cells of a row empty that the recipe drops", async () => {
    const x = column("x", "number", [1, 2, 3, 4]);
    const frame = frameOf(x, column("y", "number", [2, 4, 6, 8]));
    const recipe = [{ step: "drop-missing", columns: ["x"] }];
    const experiment = penguinExperiment({
      target: "y",
      task: "regression",
      recipe,
      model: { algorithm: "linear" },
      training: { epochs: 2 },
    });
    const trained = await trainOn(experiment, { train: frame, validation: frame, test: frame });
    const [prediction] = await predictRows(trained, frameOf(column("x", "number", [1, null, 3])));
    trained.model.dispose();
    assert.equal(labelAt(prediction!, 1), null);
    assert.ok(Number.isFinite(Number(labelAt(prediction!, 2))));
  });
});
