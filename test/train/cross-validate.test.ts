import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Column, Frame } from "../../src/engine/data/column.ts";
import { type CrossValidateOptions, crossValidate, planFolds } from "../../src/engine/train/cross-validate/cross-validate.ts";
import { codesOf, joinRows } from "../../src/engine/train/cross-validate/frames.ts";
import { meanScores } from "../../src/engine/train/cross-validate/scores.ts";
import type { Fold } from "../../src/protocol/cross-validation.ts";
import { type Experiment, experiment as schema } from "../../src/protocol/experiment.schema.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { assertClose } from "../evaluate/close.ts";
import { FIXTURES } from "../support/paths.ts";
import { penguinExperiment, penguins } from "./penguins.ts";
import { tensorflow } from "./train-on.ts";

const code = (wanted: string) => (error: unknown) => TrainyardError.is(error, wanted);

async function folds(experiment: Experiment, frame: Frame, by: Column[] = [], change: Partial<CrossValidateOptions> = {}) {
  const epochs: { fold: number; figures: Record<string, number> }[] = [];
  const fractions: number[] = [];
  const plan = planFolds(experiment, frame, by);
  const found = await crossValidate({
    experiment,
    plan,
    frame,
    numbers: Float64Array.from({ length: frame.rows }, (_, row) => row + 1),
    booleans: new Set(),
    recipe: undefined,
    tensorflow: tensorflow(),
    signal: new AbortController().signal,
    onFold: () => undefined,
    onEpoch: (fold, _epoch, figures) => epochs.push({ fold, figures }),
    onProgress: (fraction) => fractions.push(fraction),
    ...change,
  });
  return { found, plan, epochs, fractions };
}

describe("cross-validation", () => {
  const stratified = { method: "stratified", folds: 3, repeats: 2 };
  const short = { epochs: 4, batchSize: 64, learningRate: 0.01 };

  it("trains each fold on its own rows, judges on those held out, and sums them up", async () => {
    const frame = penguins();
    const { found, epochs, fractions } = await folds(penguinExperiment({ crossValidation: stratified, training: short }), frame);
    assert.ok(found);
    assert.deepEqual(
      found.scores.map(({ fold, repeat }) => [fold, repeat]),
      [1, 2, 3, 4, 5, 6].map((fold) => [fold, fold <= 3 ? 1 : 2]),
    );
    for (const repeat of [1, 2]) {
      const own: Fold[] = found.scores.filter((one) => one.repeat === repeat);
      assert.equal(
        own.reduce((sum, { rows }) => sum + rows.test, 0),
        frame.rows,
      );
      for (const { rows } of own) assert.equal(rows.train + rows.validation + rows.test, frame.rows);
    }
    assert.ok((found.metrics.accuracy?.mean ?? 0) > 0.8);
    assert.ok((found.metrics.accuracy?.std ?? 0) > 0);
    assert.deepEqual(new Set(epochs.map(({ fold }) => fold)), new Set([1, 2, 3, 4, 5, 6]));
    assert.deepEqual(Object.keys(epochs[0]?.figures ?? {}), ["loss", "acc", "val_loss", "val_acc"]);
    assert.equal(fractions.at(-1), 1);
    assert.deepEqual(fractions, [...fractions].sort());
  });

  it("gives the same figures for the same seeds", async () => {
    const experiment = penguinExperiment({ crossValidation: { folds: 2 }, training: short });
    const [one, two] = [await folds(experiment, penguins()), await folds(experiment, penguins())];
    assert.deepEqual(one.found, two.found);
    assert.deepEqual(one.epochs, two.epochs);
  });

  it("sets rows aside for early stopping out of those learnt from, and only where something is chosen by them", () => {
    const parts = (change: object) => planFolds(penguinExperiment({ crossValidation: { folds: 4 }, ...change }), penguins(), []).parts;
    for (const { train, validation, test } of parts({})) {
      const all = [...train, ...(validation ?? []), ...test].sort((a, b) => a - b);
      assert.deepEqual(all, [...all.keys()]);
      assert.ok(validation && validation.length > 30 && validation.length < 60, `${validation?.length}`);
    }
    for (const { validation } of parts({ training: { earlyStopping: false } })) assert.equal(validation, null);
    for (const { validation } of parts({ model: { algorithm: "random-forest" } })) assert.equal(validation, null);
  });

  it("keeps groups together, those that are set aside too, and learns from the past alone", () => {
    const frame = penguins();
    const group: Column = { kind: "number", name: "g", values: Float64Array.from({ length: frame.rows }, (_, row) => row % 20) };
    const grouped = penguinExperiment({ crossValidation: { folds: 3 }, split: { method: "group", group: "g" } });
    for (const { train, validation, test } of planFolds(grouped, frame, [group]).parts) {
      const [a, b, c] = [train, validation ?? [], test].map((part) => new Set([...part].map((row) => row % 20)));
      for (const one of c as Set<number>) assert.ok(!a?.has(one) && !b?.has(one));
      for (const one of b as Set<number>) assert.ok(!a?.has(one));
    }
    const day: Column = {
      kind: "date",
      name: "d",
      values: Float64Array.from({ length: frame.rows }, (_, row) => (row === 7 ? Number.NaN : row * 86_400_000)),
    };
    const timed = penguinExperiment({ crossValidation: { folds: 3 }, split: { method: "time", column: "d", gap: 2 } });
    for (const { train, validation, test } of planFolds(timed, frame, [day]).parts) {
      assert.ok(![...train, ...(validation ?? []), ...test].includes(7));
      assert.ok(Math.max(...train) < Math.min(...(validation ?? [])));
      assert.ok(Math.max(...(validation ?? [])) <= Math.min(...test) - 2);
    }
  });

  it("is cut short by the signal, and says nothing then", async () => {
    const controller = new AbortController();
    const onFold = (fold: number) => fold === 2 && controller.abort();
    const { found } = await folds(penguinExperiment({ crossValidation: { folds: 3 }, training: short }), penguins(), [], {
      signal: controller.signal,
      onFold,
    });
    assert.equal(found, null);
  });

  it("refuses more folds than rows, groups or times before anything is trained", () => {
    const frame = penguins();
    const one: Column = { kind: "number", name: "g", values: new Float64Array(frame.rows).fill(1) };
    const plan = (change: object, by: Column[] = []) => planFolds(penguinExperiment(change), frame, by);
    assert.throws(() => plan({ crossValidation: { folds: 100 }, split: { method: "group", group: "g" } }, [one]), code("folds-too-many"));
    assert.throws(() => plan({ crossValidation: {}, split: { method: "time", column: "g" } }, [one]), code("folds-too-many"));
    const few = { rows: 3, columns: [] };
    assert.throws(() => planFolds(penguinExperiment({ crossValidation: {} }), few, []), code("folds-too-many"));
    const text: Column = { kind: "text", name: "t", values: [] };
    assert.throws(() => plan({ crossValidation: {}, split: { method: "time", column: "t" } }, [text]), code("folds-time-unfit"));
  });

  it("has mean and deviation of the figures that every fold has", () => {
    const rows = { train: 1, validation: 0, test: 1 };
    const metrics = meanScores([
      { fold: 1, repeat: 1, rows, metrics: { a: 1, b: 1 } },
      { fold: 2, repeat: 1, rows, metrics: { a: 3 } },
    ]);
    assert.deepEqual(metrics, { a: { mean: 2, std: 1 } });
  });
});

describe("cross-validation against scikit-learn's cross_validate", () => {
  const fixture = JSON.parse(readFileSync(join(FIXTURES, "train", "cross-validate.json"), "utf8")) as {
    cases: {
      name: string;
      x: number[][];
      y: number[];
      folds: number;
      scores: Record<string, number[]>;
      mean: Record<string, number>;
      std: Record<string, number>;
    }[];
  };
  for (const { name, x, y, folds: count, scores, mean, std } of fixture.cases) {
    it(name, async () => {
      const columns = ["a", "b", "c"].map(
        (key, k): Column => ({ kind: "number", name: key, values: Float64Array.from(x, (row) => row[k] as number) }),
      );
      const time: Column = { kind: "number", name: "t", values: Float64Array.from(y.keys()) };
      const frame: Frame = { rows: y.length, columns: [...columns, { kind: "number", name: "y", values: Float64Array.from(y) }] };
      const experiment = schema.parse({
        data: "a.csv",
        target: "y",
        task: "regression",
        split: { method: "time", column: "t" },
        crossValidation: { folds: count },
        recipe: [{ step: "standard-scale", columns: ["a", "b", "c"] }],
        model: name.startsWith("mean") ? { algorithm: "baseline" } : { algorithm: "linear", l2: 0, tolerance: 1e-13 },
      });
      const { found } = await folds(experiment, frame, [time]);
      for (const [metric, expected] of Object.entries(scores)) {
        for (const [i, value] of expected.entries()) assertClose(found?.scores[i]?.metrics[metric], value, `fold ${i + 1}: ${metric}`);
        assertClose(found?.metrics[metric]?.mean, mean[metric] as number, `mean ${metric}`);
        assertClose(found?.metrics[metric]?.std, std[metric] as number, `deviation of ${metric}`);
      }
    });
  }
});

describe("rows of training and validation together", () => {
  it("are in the order of the data, whatever the kind of their columns", () => {
    const frame = (values: number[]): Frame => ({
      rows: values.length,
      columns: [
        { kind: "number", name: "n", values: Float64Array.from(values) },
        { kind: "category", name: "c", codes: Int32Array.from(values, (value) => value % 2), levels: ["even", "odd"] },
        { kind: "text", name: "t", values: values.map(String) },
      ],
    });
    const joined = joinRows([
      { frame: frame([1, 4, 5]), numbers: Float64Array.of(1, 4, 5) },
      { frame: frame([2, 3]), numbers: Float64Array.of(2, 3) },
    ]);
    assert.deepEqual(joined, { frame: frame([1, 2, 3, 4, 5]), numbers: Float64Array.of(1, 2, 3, 4, 5) });
    assert.deepEqual([...codesOf(joined.frame.columns.slice(1, 2))], [0, 1, 0, 1, 0]);
    assert.deepEqual([...codesOf(joined.frame.columns.slice(0, 2))], [0, 1, 2, 3, 4]);
  });
});
