import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { randomFrom } from "../../src/engine/train/random.ts";
import type { Feature } from "../../src/engine/trees/bins.ts";
import { type Boosting, boost, type TreeData } from "../../src/engine/trees/boost.ts";
import { loadTrees, saveTrees } from "../../src/engine/trees/files.ts";
import { predictTrees } from "../../src/engine/trees/predict.ts";
import { tempDir } from "../support/temp.ts";
import { DEFAULTS } from "./support.ts";

const numbers = (values: number[]): Feature => ({ kind: "number", values: Float64Array.from(values) });
const boosting = (train: TreeData, more: Partial<Boosting> = {}): Boosting => ({
  objective: "regression",
  width: 1,
  train,
  validation: train,
  weights: null,
  random: randomFrom(1, "trees").next,
  onRound: async () => true,
  ...more,
});
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("gradient boosting", () => {
  it("learns a step, and where missing belongs", async () => {
    const x = range(200).map((i) => (i % 4 === 0 ? Number.NaN : i));
    const y = x.map((value) => (Number.isNaN(value) ? 7 : value < 100 ? 1 : 3));
    const ensemble = await boost(
      { ...DEFAULTS, iterations: 100, learningRate: 0.3, minRowsPerLeaf: 1 },
      boosting({ rows: 200, features: [numbers(x)], targets: Float64Array.from(y) }),
    );
    const model = { ...ensemble, features: [{ name: "x", levels: null }] };
    const asked = { rows: 3, columns: [{ kind: "number" as const, name: "x", values: Float64Array.of(5, 150, Number.NaN) }] };
    assert.deepEqual([...predictTrees(model, asked).values].map(Math.round), [1, 3, 7]);
  });

  it("parts categories by what they mean, not by their order; an unknown one is as good as missing", async () => {
    const levels = ["a", "b", "c", "d", "e", "f"];
    const codes = Int32Array.from(range(600), (i) => i % 6);
    const y = Float64Array.from(codes, (code) => (code % 2 === 0 ? 10 : -10));
    const ensemble = await boost(
      { ...DEFAULTS, iterations: 50, learningRate: 0.5, maxLeaves: 2 },
      boosting({ rows: 600, features: [{ kind: "category", codes, levels: 6 }], targets: y }),
    );
    const model = { ...ensemble, features: [{ name: "c", levels }] };
    const asked = { kind: "category" as const, name: "c", levels: ["zebra", ...levels], codes: Int32Array.of(1, 2, 3, 4, 0, -1) };
    const [a, b, c, d, unknown, missing] = predictTrees(model, { rows: 6, columns: [asked] }).values;
    for (const [value, wanted] of [
      [a, 10],
      [b, -10],
      [c, 10],
      [d, -10],
    ] as const)
      assert.ok(Math.abs((value as number) - wanted) < 0.5, `${value} is not about ${wanted}`);
    assert.equal(unknown, missing);
  });

  it("gives the same trees whatever the number of threads, and threads are ended", async () => {
    const random = randomFrom(3, "trees");
    const rows = 20_000;
    const features = range(12).map(() => numbers(range(rows).map(() => (random.next() < 0.05 ? Number.NaN : random.next()))));
    const first = features[0] as Extract<Feature, { kind: "number" }>;
    const targets = Float64Array.from(first.values, (value) => (value > 0.5 ? 1 : 0));
    const grow = (threads: number) =>
      boost({ ...DEFAULTS, iterations: 3 }, { ...boosting({ rows, features, targets }, { objective: "binary" }), threads });
    const [one, three] = [await grow(1), await grow(3)];
    assert.deepEqual(three, one);
  });

  it("predicts for the rows it learnt from what its rounds said of them, sampled rows and columns included", async () => {
    const values = fc.array(fc.option(fc.integer({ min: -20, max: 20 }), { nil: Number.NaN, freq: 6 }), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(values, values, fc.constantFrom(1, 0.7), fc.constantFrom(1, 0.5), async (a, b, subsample, featureFraction) => {
        const targets = Float64Array.from(a, (value, i) => (Number.isNaN(value) ? 3 : value) + 2 * (b[i] || 0));
        const features = [numbers(a), numbers(b)];
        const rounds: number[] = [];
        const ensemble = await boost(
          { ...DEFAULTS, iterations: 5, minRowsPerLeaf: 2, subsample, featureFraction },
          boosting({ rows: 60, features, targets }, { onRound: async (_round, { train }) => rounds.push(train[0]) > 0 }),
        );
        const columns = [a, b].map((column, i) => ({ kind: "number" as const, name: `x${i}`, values: Float64Array.from(column) }));
        const model = { ...ensemble, features: columns.map(({ name }) => ({ name, levels: null })) };
        const predicted = predictTrees(model, { rows: 60, columns }).values;
        const mse = predicted.reduce((sum, value, i) => sum + (value - (targets[i] as number)) ** 2, 0) / 60;
        const said = rounds[4] as number;
        assert.ok(Math.abs(mse - said) <= 1e-9 * (1 + mse), `${mse} is not ${said}`);
      }),
      { numRuns: 40 },
    );
  });

  it("comes back from its files as it was, and refuses files that are cut short or of another kind", async () => {
    const x = range(100);
    const ensemble = await boost(
      { ...DEFAULTS, iterations: 3, minRowsPerLeaf: 5 },
      boosting({ rows: 100, features: [numbers(x)], targets: Float64Array.from(x, (value) => value ** 2) }),
    );
    const model = { ...ensemble, features: [{ name: "x", levels: null }] };
    const directory = tempDir();
    await saveTrees(model, directory);
    assert.deepEqual(await loadTrees(directory), model);
    const bytes = readFileSync(`${directory}/trees.bin`);
    writeFileSync(`${directory}/trees.bin`, bytes.subarray(0, 100));
    await assert.rejects(loadTrees(directory), /100 bytes instead of/);
    writeFileSync(`${directory}/model.json`, '{"format":"layers-model"}');
    await assert.rejects(loadTrees(directory), /no model of trees/);
  });
});
