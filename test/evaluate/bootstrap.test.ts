import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrap, resamplesOf } from "../../src/engine/evaluate/bootstrap.ts";
import { type Counts, meanOf } from "../../src/engine/evaluate/counts.ts";
import { evaluate, figuresUnder } from "../../src/engine/evaluate/evaluate.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";
import { randomFrom } from "../../src/engine/train/random.ts";
import { FIXTURES } from "../support/paths.ts";
import { assertFigures } from "./close.ts";

interface Case {
  name: string;
  task: SupervisedTarget["task"];
  actual: number[];
  predicted: number[] | number[][];
  resamples: { rows: number[]; metrics: Record<string, number> }[];
}

const { cases } = JSON.parse(readFileSync(join(FIXTURES, "evaluate", "resamples.json"), "utf8")) as { cases: Case[] };

describe("figures of a resample against scikit-learn's of the resampled rows", () => {
  for (const { name, task, actual, predicted, resamples } of cases) {
    it(`${task}: ${name}`, () => {
      const width = task === "regression" ? 1 : (predicted[0] as number[]).length;
      const predictions = { values: Float64Array.from(predicted.flat()), width };
      const under = figuresUnder({ target: targetOf(task, width), actual: Float64Array.from(actual), predictions });
      for (const [i, { rows, metrics }] of resamples.entries()) {
        const figures = Object.entries(under(countsOf(rows, actual.length))).filter(([, value]) => Number.isFinite(value));
        assertFigures(Object.fromEntries(figures), metrics, `resample ${i}`);
      }
    });
  }
});

describe("bootstrap intervals", () => {
  it("are of as many rows as there are, drawn with replacement, the same ones each time", () => {
    const draws = () => {
      const seen: number[][] = [];
      const figuresUnder = (counts: Counts) => {
        seen.push([...(counts as Uint8Array)]);
        return { any: 1 };
      };
      bootstrap(5, figuresUnder, 20);
      return seen;
    };
    const seen = draws();
    assert.deepEqual(draws(), seen);
    assert.equal(new Set(seen.map(String)).size > 10, true);
    for (const counts of seen)
      assert.equal(
        counts.reduce((a, b) => a + b),
        5,
      );
  });

  it("hold the middle 95 % of what the resamples give", () => {
    const given = Array.from({ length: 201 }, (_, i) => i);
    const { intervals, resamples } = bootstrap(3, () => ({ figure: given.pop() as number }), 201);
    assert.equal(resamples, 201);
    assert.deepEqual(intervals.figure, [5, 195]);
  });

  it("leave out a figure that most resamples leave undefined, and all figures of a single row", () => {
    const rare = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 1 : Number.NaN));
    const { intervals } = bootstrap(3, () => ({ rare: rare.pop() as number, usual: 2 }), 30);
    assert.deepEqual(intervals, { usual: [2, 2] });
    assert.deepEqual(bootstrap(1, () => ({ figure: 1 }), 30).intervals, {});
  });

  it("are drawn from fewer resamples where there are very many rows or classes", () => {
    assert.deepEqual(
      [resamplesOf(0, 1), resamplesOf(10_000, 2), resamplesOf(100_000, 2), resamplesOf(10_000, 29), resamplesOf(5_000_000, 2)],
      [1000, 1000, 500, 500, 100],
    );
  });

  it("hold the truth about as often as they say", () => {
    const random = randomFrom(3, "sample");
    const [trials, rows, truth] = [400, 80, 0.7];
    let held = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const right = meanOf(Float64Array.from({ length: rows }, () => (random.next() < truth ? 1 : 0)));
      const [low, high] = bootstrap(rows, (counts) => ({ accuracy: right(counts) }), 200).intervals.accuracy ?? [1, 0];
      if (low <= truth && truth <= high) held += 1;
    }
    const share = held / trials;
    assert.ok(share > 0.9 && share < 0.98, `${share}`);
  });

  it("are part of an evaluation, around each of its figures", () => {
    const random = randomFrom(5, "sample");
    const actual = Float64Array.from({ length: 120 }, () => random.below(3));
    const values = Float64Array.from({ length: 360 }, (_, i) => 0.2 + (actual[Math.floor(i / 3)] === i % 3 ? 0.2 : 0) + random.next() / 5);
    const {
      metrics,
      intervals = {},
      resamples,
    } = evaluate(
      { target: targetOf("multiclass", 3), actual, predictions: { values: values.map((value) => value / 1.1), width: 3 } },
      { run: "r", on: "test", skipped: 0 },
    );
    assert.equal(resamples, 1000);
    assert.deepEqual(Object.keys(intervals).sort(), Object.keys(metrics).sort());
    for (const [name, [low, high]] of Object.entries(intervals)) {
      const value = metrics[name] as number;
      assert.ok(low <= value && value <= high, `${name}: ${low} <= ${value} <= ${high}`);
    }
  });
});

function targetOf(task: SupervisedTarget["task"], width: number): SupervisedTarget {
  if (task === "regression") return { task, column: "y", mean: 0, std: 1 };
  return { task, column: "y", classes: Array.from({ length: width }, (_, k) => `c${k}`), counts: new Array(width).fill(1) };
}

function countsOf(rows: readonly number[], length: number): Uint8Array {
  const counts = new Uint8Array(length);
  for (const row of rows) counts[row] = (counts[row] as number) + 1;
  return counts;
}
