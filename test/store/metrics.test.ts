import assert from "node:assert/strict";
import fc from "fast-check";
import { headlineOf } from "../../src/engine/store/headline.ts";
import { directionOf, MetricSummaries, parseMetricLines } from "../../src/engine/store/metrics.ts";
import type { MetricLine } from "../../src/protocol/journal.ts";
import type { MetricSummary } from "../../src/protocol/run.ts";

const summarise = (lines: MetricLine[]) => {
  const summaries = new MetricSummaries();
  for (const line of lines) summaries.add(line);
  return summaries.all();
};
const line = (key: string, value: MetricLine["value"], step: number): MetricLine => ({ key, value, step, timestamp: step });
const series = (best: number, direction: "min" | "max"): MetricSummary => ({ last: 0, best, bestStep: 1, steps: 1, direction });

describe("store: metrics", () => {
  it("goes down for losses and errors, up for the rest", () => {
    const down = ["loss", "val_loss", "mse", "val_mae", "RMSE", "meanAbsoluteError", "log_loss", "my-rmse", "train/mae"];
    const up = ["acc", "val_acc", "auc", "f1", "r2", "precision", "maestro", "cosineProximity"];
    assert.deepEqual(
      down.map(directionOf),
      down.map(() => "min"),
    );
    assert.deepEqual(
      up.map(directionOf),
      up.map(() => "max"),
    );
  });

  it("passes over what is no metric, such as a torn last line", () => {
    const good = JSON.stringify(line("loss", 0.5, 1));
    const text = `${good}\n\nnot json\n{"key":"loss"}\n{"key":1,"value":1,"step":1,"timestamp":1}\n${good}\n{"key":"loss","val`;
    assert.deepEqual(parseMetricLines(text), [line("loss", 0.5, 1), line("loss", 0.5, 1)]);
  });

  it("never takes NaN for the best, and knows infinity", () => {
    assert.deepEqual(summarise([line("acc", "NaN", 1), line("acc", 0.2, 2), line("acc", "NaN", 3)]).acc, {
      last: Number.NaN,
      best: 0.2,
      bestStep: 2,
      steps: 3,
      direction: "max",
    });
    assert.equal(summarise([line("loss", "Infinity", 1), line("loss", 3, 2)]).loss?.best, 3);
    assert.ok(Number.isNaN(summarise([line("acc", "NaN", 1)]).acc?.best));
  });

  it("keeps last, best and the first step of the best, whatever is logged", () => {
    fc.assert(
      fc.property(fc.constantFrom("loss", "acc"), fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (key, values) => {
        const summary = summarise(values.map((value, i) => line(key, value, i + 1)))[key] as MetricSummary;
        const best = key === "loss" ? Math.min(...values) : Math.max(...values);
        assert.equal(summary.last, values.at(-1));
        assert.ok(summary.best === best);
        assert.equal(summary.bestStep, values.indexOf(best) + 1);
        assert.equal(summary.steps, values.length);
      }),
    );
  });

  it("ranks by the validation split's score, else by the first series there is", () => {
    const metrics = { loss: series(0.1, "min"), val_loss: series(0.2, "min"), acc: series(0.9, "max"), val_acc: series(0.8, "max") };
    assert.deepEqual(headlineOf({ scores: { validation: { accuracy: 0.7 }, test: { accuracy: 1 } }, metrics }), {
      metric: "val_acc",
      value: 0.7,
      direction: "max",
    });
    assert.deepEqual(headlineOf({ scores: { validation: { r2: 0.7, mae: 2, rmse: 3 } }, metrics }), {
      metric: "val_rmse",
      value: 3,
      direction: "min",
    });
    assert.deepEqual(headlineOf({ scores: { test: { accuracy: 1 } }, metrics }), { metric: "val_acc", value: 0.8, direction: "max" });
    assert.deepEqual(headlineOf({ scores: {}, metrics: { loss: series(0.1, "min"), acc: series(0.9, "max") } }), {
      metric: "acc",
      value: 0.9,
      direction: "max",
    });
    assert.deepEqual(headlineOf({ scores: {}, metrics: { loss: series(0.1, "min") } }), { metric: "loss", value: 0.1, direction: "min" });
    assert.equal(headlineOf({ scores: {}, metrics: { speed: series(1, "max") } }), null);
    assert.equal(headlineOf({ scores: {}, metrics: { loss: series(Number.NaN, "min") } }), null);
  });
});
