import assert from "node:assert/strict";
import { trainOn } from "../train/train-on.ts";
import { forecasting, parted, sales, weekly } from "./series.ts";

describe("the forecaster", () => {
  it("beats the naive forecasts of a series with a weekly round", async () => {
    const { evaluation, model } = await trainOn(
      forecasting({ horizon: 3, lags: [1, 2, 7], learner: "gradient-boosted-trees", minRowsPerLeaf: 5 }, { training: { epochs: 30 } }),
      parted(sales(weekly(200))),
    );
    model.dispose();
    assert.ok(evaluation.metrics.mae! < evaluation.forecast!.baselines[0]!.metrics.mae!);
  });
});
