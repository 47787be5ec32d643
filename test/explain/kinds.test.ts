import assert from "node:assert/strict";
import { experiment as schema } from "../../src/protocol/experiment.schema.ts";
import { forecasting, parted, sales, weekly } from "../forecast/series.ts";
import { PENGUIN_SPLITS, trainOn } from "../train/train-on.ts";

const RECIPE = [
  { step: "fill-missing", columns: "number", strategy: "median" },
  { step: "fill-missing", columns: "category", strategy: "mode" },
  { step: "standard-scale", columns: "number" },
  { step: "one-hot-encode", columns: "category" },
];
const unsupervised = (task: string, model: object, change: object = {}) =>
  schema.parse({ data: "penguins.csv", task, recipe: RECIPE, model, ...change });
const testRows = PENGUIN_SPLITS.test.rows;

describe("what is explained of tasks that are no prediction a row", function () {
  this.timeout(300_000);

  it("forecasts: lags by importance, weak weekdays with their rows, and the worst forecasts", async () => {
    const bad = weekly(600).map((value, i) => (i >= 480 && i % 7 === 3 ? value + 40 * Math.sin(i * 3.7) : value));
    const { explanation, evaluation } = await trainOn(forecasting({ lags: [1, 2, 7], horizon: 3 }), parted(sales(bad)));
    assert.deepEqual([explanation?.segments, explanation?.worst, explanation?.importance], [null, null, null]);
    const forecast = explanation?.forecast;
    assert.equal(forecast?.importance?.columns[0]?.column, "lag_7");
    assert.ok(Math.abs((forecast?.importance?.score ?? 0) - (evaluation.metrics.mae ?? Number.NaN)) < 1e-9);
    const weekday = forecast?.segments.weak.find(({ parts }) => parts.some(({ column }) => column === "weekday"));
    assert.ok(weekday, JSON.stringify(forecast?.segments.weak.map(({ parts }) => parts)));
    const [filter] = weekday.parts[0]?.filter ?? [];
    assert.ok(filter?.test === "rows" && filter.numbers.length === weekday.rows);
    assert.equal(new Set(filter.numbers.map((number) => number % 7)).size, 1, "rows of one weekday");
    const worst = forecast?.worst;
    const losses = worst?.rows.map(({ loss }) => loss) ?? [];
    assert.deepEqual(
      losses,
      losses.toSorted((a, b) => b - a),
    );
    assert.equal(new Set(worst?.rows.map(({ row }) => row)).size, losses.length, "each row once");
    assert.deepEqual(worst?.columns, ["steps ahead", "last known", "day"]);
  });

  it("clusters: every row in one of them, its columns in the data's units", async () => {
    const { explanation } = await trainOn(unsupervised("clustering", { algorithm: "k-means", clusters: 3 }));
    const profiles = explanation?.clusters;
    assert.equal(
      profiles?.clusters.reduce((sum, { rows }) => sum + rows, 0),
      testRows,
    );
    const mass = profiles?.columns.find(({ column }) => column === "body_mass_g");
    assert.ok((mass?.all.value as number) > 3000);
    assert.ok(profiles?.clusters.every(({ rows, nearest, farthest }) => nearest.length + farthest.length === Math.min(6, rows)));
  });

  it("components: unit vectors, and the rows that they restore worst", async () => {
    const { explanation } = await trainOn(unsupervised("dimensionality-reduction", { algorithm: "pca", components: 2 }));
    for (const { weights } of explanation?.loadings?.components ?? [])
      assert.ok(Math.abs(weights.reduce((sum, weight) => sum + weight ** 2, 0) - 1) < 1e-9);
    assert.equal(explanation?.loadings?.components.length, 2);
    assert.ok((explanation?.reconstruction?.rows.length ?? 0) > 0);
  });

  it("autoencoders: the error of each feature sums up to the figure, and a detector says from where on a row is odd", async () => {
    const training = { training: { epochs: 3 } };
    for (const [task, model] of [
      ["anomaly-detection", { algorithm: "anomaly-detector" }],
      ["representation-learning", { algorithm: "denoising-pretrain", hidden: [4], encoding: 2 }],
    ] as const) {
      const { explanation, evaluation } = await trainOn(unsupervised(task, model, training));
      const errors = explanation?.reconstruction;
      const features = errors?.features ?? [];
      const mean = features.reduce((sum, { mse }) => sum + mse, 0) / features.length;
      assert.ok(Math.abs(mean - (evaluation.metrics.reconstruction_mse ?? Number.NaN)) < 1e-6, task);
      assert.equal(typeof errors?.threshold === "number", task === "anomaly-detection");
    }
  });
});
