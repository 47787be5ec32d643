import assert from "node:assert/strict";
import fc from "fast-check";
import { growForest } from "../../src/engine/forest/forest.ts";
import { tableOf } from "../../src/engine/forest/table.ts";
import { featuresANode } from "../../src/engine/model/random-forest.ts";
import { algorithmFor } from "../../src/engine/model/registry.ts";
import { randomFrom } from "../../src/engine/train/random.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { tempDir } from "../support/temp.ts";
import { trainOn } from "../train/train-on.ts";
import { forestExperiment } from "./support.ts";

const withoutTensorFlow = { tensorflow: () => Promise.reject(new Error("asked for TensorFlow.js")) };
const onAll = (frame: ReturnType<typeof frameOf>) => ({ train: frame, validation: frame, test: frame });
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const columnsOf = (frame: ReturnType<typeof frameOf>) => ({ ...frame, columns: frame.columns.filter(({ name }) => name !== "y") });

async function predictions(experiment: ReturnType<typeof forestExperiment>, frame: ReturnType<typeof frameOf>) {
  const { model } = await trainOn(experiment, onAll(frame), withoutTensorFlow);
  return (await model.predict(model.read(columnsOf(frame) as never))).values;
}

describe("random forest", () => {
  it("predicts within the range of the target, whatever is missing, and shares that add up to 1", async () => {
    const cell = fc.option(fc.integer({ min: -9, max: 9 }), { nil: null, freq: 4 });
    const label = fc.constantFrom("a", "b", "c", null);
    const row = fc.record({ x: cell, c: label, y: fc.integer({ min: -1000, max: 1000 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 12, maxLength: 40 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 4 }),
        async (rows, seed, minRowsPerLeaf) => {
          const features = [
            column(
              "x",
              "number",
              rows.map(({ x }) => x),
            ),
            column(
              "c",
              "category",
              rows.map(({ c }) => c),
            ),
          ];
          const y = rows.map(({ y }, i) => (i === 0 ? 2000 : y));
          const settings = { model: { trees: 5, minRowsPerLeaf }, training: { seed } };
          for (const value of await predictions(forestExperiment("regression", settings), frameOf(...features, column("y", "number", y))))
            assert.ok(value >= Math.min(...y) - 1e-9 && value <= 2000 + 1e-9, `${value} is out of range`);
          const classes = rows.map((_, i) => "pqr"[i % 3] as string);
          const shares = await predictions(
            forestExperiment("multiclass", settings),
            frameOf(...features, column("y", "category", classes)),
          );
          for (let i = 0; i < shares.length; i += 3)
            assert.ok(Math.abs([...shares.subarray(i, i + 3)].reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("learns where missing belongs, and what categories mean rather than their order", async () => {
    const x = range(200).map((i) => (i % 4 === 0 ? null : i));
    const c = range(200).map((i) => "abcdef"[i % 6] as string);
    const y = x.map((value, i) => (value === null ? 7 : value < 100 ? 1 : 3) + (i % 2) * 100);
    const frame = frameOf(column("x", "number", x), column("c", "category", c), column("y", "number", y));
    const values = await predictions(forestExperiment("regression", { model: { trees: 200 } }), frame);
    for (const [i, value] of y.entries()) assert.ok(Math.abs((values[i] as number) - value) < 1.5, `${values[i]} is not about ${value}`);
  });

  it("says the mean where the only feature is all missing", async () => {
    const y = range(60).map((i) => i % 5);
    const frame = frameOf(
      column(
        "x",
        "number",
        y.map(() => null),
      ),
      column("y", "number", y),
    );
    for (const value of await predictions(forestExperiment("regression"), frame))
      assert.ok(Math.abs(value - 2) < 0.2, `${value} is not about 2`);
  });

  it("gives the same trees whatever the number of threads, other ones for another seed, and the first of them when stopped", async () => {
    const random = randomFrom(3, "trees");
    const rows = 2000;
    const values = range(6).map(() => Float64Array.from({ length: rows }, () => (random.next() < 0.05 ? Number.NaN : random.next())));
    const targets = Float64Array.from(values[0] as Float64Array, (value) => (value > 0.5 ? 1 : 0));
    const features = values.map((each) => ({ kind: "number" as const, values: each }));
    const table = tableOf({ rows, features, targets, weights: null, width: 1 }, 255);
    const rules = { maxDepth: 0, minRowsPerLeaf: 1, featuresANode: 2 };
    const grow = (threads: number, seed = 1, most = 8) => {
      let told = 0;
      return growForest({ table, rules, trees: 8, seed, threads, onTree: async () => ++told < most });
    };
    const one = await grow(0);
    assert.equal(one.length, 8);
    assert.deepEqual(await grow(1), one);
    assert.deepEqual(await grow(3), one);
    assert.deepEqual(await grow(3, 1, 2), one.slice(0, 2));
    assert.notDeepEqual(await grow(0, 2), one);
  });

  it("comes back from its files as it was, and is stopped by the signal with the trees it has", async () => {
    const x = range(120);
    const frame = frameOf(
      column("x", "number", x),
      column(
        "y",
        "category",
        x.map((i) => "abc"[Math.floor(i / 40)] as string),
      ),
    );
    const experiment = forestExperiment("multiclass", { model: { trees: 20 } });
    const { model, notes, epochs, stopped } = await trainOn(experiment, onAll(frame), withoutTensorFlow);
    assert.equal(stopped, false);
    assert.match(notes.join(" "), /^Out-of-bag accuracy 0\.9\d\d, on 120 of 120 training rows\.$/);
    assert.deepEqual(Object.keys(epochs.at(-1)?.figures ?? {}), ["oob_acc", "val_acc"]);
    const directory = tempDir();
    await model.save(directory);
    const loaded = await algorithmFor(experiment.model).load(directory, { task: "multiclass", ...withoutTensorFlow });
    const asked = model.read(columnsOf(frame) as never);
    assert.deepEqual(await loaded.predict(asked), await model.predict(asked));

    const abort = new AbortController();
    const onEpoch = (epoch: number) => epoch === 3 && abort.abort();
    const early = await trainOn(experiment, onAll(frame), { ...withoutTensorFlow, signal: abort.signal, onEpoch });
    assert.equal(early.stopped, true);
    assert.match(early.notes[0] ?? "", /3 trees of 20/);
  });

  it("has as many features a node as scikit-learn's max_features", () => {
    const counts = (["auto", "sqrt", "log2", "third", "all", 0.5] as const).map((setting) => featuresANode(setting, "binary", 30));
    assert.deepEqual(counts, [5, 5, 4, 10, 30, 15]);
    assert.equal(featuresANode("auto", "regression", 30), 30);
    assert.equal(featuresANode("third", "regression", 1), 1);
  });

  it("weighs classes: the rare one is found more often", async () => {
    const random = randomFrom(5, "trees");
    const x = range(300).map(() => random.next());
    const y = x.map((value) => (random.next() < value * 0.3 ? "rare" : "usual"));
    const frame = frameOf(column("x", "number", x), column("y", "category", y));
    const rare = async (training: object) => {
      const values = await predictions(forestExperiment("binary", { model: { minRowsPerLeaf: 20 }, training }), frame);
      return values.filter((share, i) => i % 2 === 0 && share > 0.5).length;
    };
    assert.ok((await rare({ classWeights: "balanced" })) > (await rare({})) + 50);
  });

  it("is refused as soon as its first tree shows that all would not fit into memory, and when a thread is lost", async () => {
    const values = Float64Array.from(range(1000), (i) => Math.sin(i * 12.9898));
    const targets = values.map((_, i) => i % 7);
    const table = tableOf({ rows: 1000, features: [{ kind: "number", values }], targets, weights: null, width: 1 }, 255);
    const growth = {
      table,
      rules: { maxDepth: 0, minRowsPerLeaf: 1, featuresANode: 1 },
      trees: 100_000,
      seed: 1,
      onTree: async () => true,
    };
    const coded = (code: string) => (error: TrainyardError) => error.facts.code === code;
    await assert.rejects(growForest({ ...growth, threads: 0 }), coded("forest-too-large"));
    const broken = { ...table, columns: [null as never] };
    await assert.rejects(growForest({ ...growth, table: broken, threads: 2 }), coded("tree-thread-lost"));
  });

  it("is refused a target that is constant or of too many classes, and weights of no class", async () => {
    const x = column("x", "number", range(6));
    const refused = (code: string, experiment: ReturnType<typeof forestExperiment>, y: ReturnType<typeof column>) =>
      assert.rejects(trainOn(experiment, onAll(frameOf(x, y)), withoutTensorFlow), (error: TrainyardError) => error.facts.code === code);
    await refused("target-constant", forestExperiment("regression"), column("y", "number", range(6).fill(3)));
    await refused("target-too-many-classes", forestExperiment("multiclass"), column("y", "category", [..."abcdef"]));
    const weighted = forestExperiment("binary", { training: { classWeights: { c: 2 } } });
    await refused("class-weight-unknown", weighted, column("y", "category", [..."aaabbb"]));
  });
});
