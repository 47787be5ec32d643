import assert from "node:assert/strict";
import fc from "fast-check";
import { assign, distancesTo } from "../../src/engine/cluster/assign.ts";
import { Nearest } from "../../src/engine/cluster/nearest.ts";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { PENGUIN_SPLITS, trainOn } from "../train/train-on.ts";

const clustering = (model: object = {}, change: object = {}) =>
  penguinExperiment({ target: undefined, task: "clustering", model: { algorithm: "k-means", clusters: 3, ...model }, ...change });

const one = (values: (number | null)[]) => frameOf(column("x", "number", values));
const same = (values: (number | null)[]) => ({ train: one(values), validation: one(values), test: one(values) });

describe("clusters of the penguins", () => {
  it("are judged on each split, and the same again with the same seed", async () => {
    const first = await trainOn(clustering());
    const again = await trainOn(clustering());
    assert.deepEqual(again.scores, first.scores);
    assert.deepEqual(Object.keys(first.scores.validation).sort(), ["calinski_harabasz", "davies_bouldin", "inertia", "silhouette"]);
    assert.ok((first.scores.test.silhouette as number) > 0.3);
    const { evaluation } = first;
    assert.deepEqual([evaluation.target, evaluation.confusion, evaluation.baseline], [null, null, {}]);
    assert.equal(
      evaluation.clusters?.reduce((sum, { rows }) => sum + rows, 0),
      evaluation.rows,
    );
  });

  it("log how far the rows are from their centres, ever less", async () => {
    const { epochs } = await trainOn(clustering());
    assert.ok(epochs.length > 1);
    for (const [i, { epoch, figures }] of epochs.entries()) {
      assert.equal(epoch, i + 1);
      assert.ok(i === 0 || (figures.loss as number) <= (epochs[i - 1]?.figures.loss as number));
    }
  });

  it("are said of new rows in columns of their own; a row that the recipe drops has none", async () => {
    const recipe = [{ step: "drop-missing", columns: ["x"] }];
    const trained = await trainOn(clustering({ clusters: 2 }, { recipe }), same([1, 2, 1, 9, 8, 9]));
    const [cluster, distance] = await predictRows(trained, one([1, null, 9]));
    assert.ok(cluster?.kind === "category" && distance?.kind === "number");
    assert.deepEqual([cluster.name, distance.name], ["cluster", "distance"]);
    assert.deepEqual(cluster.levels, ["0", "1"]);
    assert.equal(cluster.codes[1], -1);
    assert.notEqual(cluster.codes[0], cluster.codes[2]);
    assert.ok(Number.isNaN(distance.values[1]) && Math.abs((distance.values[0] as number) - 1 / 3) < 1e-12);
  });

  it("that are more than the rows are refused, and more than their different places are said", async () => {
    await assert.rejects(trainOn(clustering({ clusters: 7 }, { recipe: [] }), same([1, 2, 3])), { code: "clusters-too-many" });
    const { notes } = await trainOn(clustering({ clusters: 3 }, { recipe: [] }), same([1, 1, 5, 5, 1]));
    assert.match(notes.join(), /only 2 different places/);
  });

  it("stop when asked to", async () => {
    const controller = new AbortController();
    const far = Array.from({ length: 1200 }, (_, i) => Math.sin(i) * 50);
    const training = trainOn(clustering({ clusters: 60, nInit: 1000, tolerance: 0 }, { recipe: [] }), same(far), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    const { stopped, notes } = await training;
    assert.ok(stopped);
    assert.match(notes.join(), /Stopped on request/);
  });

  it("need numbers, all of them, and say which is none", async () => {
    await assert.rejects(trainOn(clustering({}, { recipe: [] }), same([1, 2, null, 4, 5])), { code: "feature-missing" });
    await assert.rejects(trainOn(clustering({}, { recipe: [] }), PENGUIN_SPLITS), { code: "feature-not-number" });
  });

  it("of a number out of range are refused with line and column", () => {
    const text = '{\n "data": "a.csv",\n "task": "clustering",\n "model": { "algorithm": "k-means", "clusters": 0 }\n}';
    const [problem] = parseExperiment(text, "a.experiment.json").problems;
    assert.deepEqual([problem?.code, problem?.place.line, problem?.place.column], ["experiment-invalid-value", 4, 49]);
  });
});

describe("the nearest centres", () => {
  const number = fc.double({ min: -5, max: 5, noNaN: true });

  it("are those of a look at all of them, however the centres move", () => {
    const places = fc.record({
      x: fc.array(number, { minLength: 20, maxLength: 40 }),
      moves: fc.array(fc.array(number, { minLength: 6, maxLength: 6 }), { minLength: 2, maxLength: 6 }),
    });
    fc.assert(
      fc.property(places, ({ x: values, moves }) => {
        const rows = Math.floor(values.length / 2);
        const x = Float64Array.from(values.slice(0, rows * 2));
        const nearest = new Nearest(x, rows, 2);
        for (const centres of moves) {
          const labels = new Int32Array(rows);
          const inertia = assign(x, rows, 2, Float64Array.from(centres), labels);
          const found = nearest.update(Float64Array.from(centres));
          assert.ok(Math.abs(found.inertia - inertia) <= 1e-12 * Math.max(1, inertia));
          const distances = distancesTo(x, rows, 2, Float64Array.from(centres), nearest.labels);
          const least = distancesTo(x, rows, 2, Float64Array.from(centres), labels);
          for (const [row, distance] of distances.entries()) assert.ok(distance - (least[row] as number) <= 1e-12 * Math.max(1, distance));
        }
      }),
    );
  });
});
