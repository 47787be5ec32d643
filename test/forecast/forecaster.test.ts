import assert from "node:assert/strict";
import { rowsOf } from "../recipe/frames.ts";
import { trainOn } from "../train/train-on.ts";
import { daysFrom, forecasting, parted, sales, weekly } from "./series.ts";

const TREES = { learner: "gradient-boosted-trees", minRowsPerLeaf: 5, iterations: 60 };

describe("the forecaster", () => {
  it("beats the naive forecasts of a series with a weekly round", async () => {
    for (const learner of [{}, TREES]) {
      const { evaluation, model } = await trainOn(forecasting({ horizon: 3, lags: [1, 2, 7], ...learner }), parted(sales(weekly(200))));
      model.dispose();
      const [naive] = evaluation.forecast!.baselines;
      assert.ok(evaluation.metrics.mae! < naive!.metrics.mae!, JSON.stringify(learner));
      assert.deepEqual(Object.keys(evaluation.forecast!.steps[0]!.metrics).sort(), ["mae", "mape", "mase", "rmse", "smape"]);
    }
  });

  it("shows the end of each series: forecasts from the whole horizon before, in order, within their intervals", async () => {
    const values = weekly(200);
    const { evaluation, model } = await trainOn(forecasting({ horizon: 3, lags: [1, 2, 7] }), parted(sales(values)));
    model.dispose();
    const [line, ...more] = evaluation.forecast!.lines!;
    assert.deepEqual([more.length, line!.series, evaluation.forecast!.dates], [0, null, true]);
    assert.deepEqual(line!.times, daysFrom(160, 40));
    assert.deepEqual(line!.actual, values.slice(160));
    const mae = line!.actual.reduce((sum, value, i) => sum + Math.abs(value - line!.predicted[i]!), 0) / 40;
    assert.ok(Math.abs(mae - evaluation.forecast!.steps[2]!.metrics.mae!) < 1e-9);
    assert.ok(line!.predicted.every((value, i) => line!.low[i]! <= value && value <= line!.high[i]!));
  });

  it("of direct trees logs each step's series, and goes on counting rounds", async () => {
    const experiment = forecasting(
      { horizon: 2, strategy: "direct", lags: 2, ...TREES, iterations: 5 },
      { training: { earlyStopping: false } },
    );
    const { epochs, model } = await trainOn(experiment, parted(sales(weekly(120))));
    model.dispose();
    assert.deepEqual(
      epochs.map(({ epoch }) => epoch),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.ok("step_1/val_loss" in epochs[0]!.figures && "step_2/val_loss" in epochs[5]!.figures);
  });

  it("leaves out rows whose past lies in a gap between the splits, and counts them", async () => {
    const whole = sales(weekly(150));
    const part = (from: number, to: number) => rowsOf(whole, [...Array(150).keys()].slice(from, to));
    const [lags, horizon, from] = [[1, 2, 7], 3, 113];
    const frames = { train: part(0, 80), validation: part(80, 110), test: part(from, 150) };
    const { evaluation, model } = await trainOn(forecasting({ lags, horizon }), frames);
    model.dispose();
    const known = (at: number) => at < 110 || at >= from;
    const path = (origin: number, ahead: number) =>
      [1, 2, 3].every((at) => at > ahead || lags.every((lag) => lag < at || known(origin + at - lag)));
    const forecast = (row: number) => [1, 2, 3].some((ahead) => path(row - ahead, ahead));
    const left = [...Array(150 - from).keys()].filter((i) => !forecast(from + i)).length;
    assert.ok(left > 0);
    assert.deepEqual([evaluation.rows, evaluation.skipped], [150 - from - left, left]);
  });

  it("gives the same with the same seed", async () => {
    const once = () => trainOn(forecasting({ lags: 3, ...TREES }), parted(sales(weekly(120))));
    const [first, second] = [await once(), await once()];
    assert.deepEqual(second.evaluation, first.evaluation);
    first.model.dispose();
    second.model.dispose();
  });
});
