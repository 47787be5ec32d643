import assert from "node:assert/strict";
import fc from "fast-check";
import type { Frame } from "../../src/engine/data/column.ts";
import type { LabelledRows } from "../../src/engine/model/algorithm.ts";
import { forecaster } from "../../src/engine/model/forecaster.ts";
import { recall } from "../../src/engine/recipe/apply.ts";
import { prepareRows } from "../../src/engine/train/prepare.ts";
import type { Experiment } from "../../src/protocol/experiment.ts";
import { trainOn } from "../train/train-on.ts";
import { forecasting, parted, sales, weekly } from "./series.ts";

type Model = Extract<Experiment["model"], { algorithm: "forecaster" }>;

const ROWS = 120;
const values = weekly(ROWS);
const splits = parted(sales(values));

/** Every kind of model, with all that looks at the past. */
const MODELS: Record<string, object> = {
  recursive: { lags: [1, 3, 7], horizon: 4, rolling: { windows: [3, 5], statistics: ["mean", "std", "min", "max"] } },
  direct: { lags: 3, horizon: 3, strategy: "direct", calendar: ["day_of_week_cyclic"] },
};

/** All forecasts of the test rows, by row and steps ahead, of a model that was trained before. */
async function forecasts(experiment: Experiment, changed: readonly number[]) {
  const { model, recipe, target } = await trained(experiment);
  const frames = parted(sales(changed));
  const read = (prepared: Parameters<typeof forecaster.read>[0]) => forecaster.read(prepared, experiment.model as Model);
  const rows = (frame: Frame) => prepareRows({ recipe, target, read }, frame, recall(recipe)) as LabelledRows<unknown>;
  return model.inTime!.backtest([rows(frames.train), rows(frames.validation)], rows(frames.test));
}

const known = new Map<Experiment, ReturnType<typeof trainOn>>();
function trained(experiment: Experiment) {
  const found = known.get(experiment) ?? trainOn(experiment, splits);
  known.set(experiment, found);
  return found;
}

describe("a forecast knows nothing of its future", () => {
  for (const [name, settings] of Object.entries(MODELS)) {
    const experiment = forecasting(settings);
    it(`${name}: what changes after its origin does not move it`, async () => {
      const testFrom = Math.floor(ROWS * 0.8);
      const before = await forecasts(experiment, values);
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: testFrom, max: ROWS - 1 }),
          fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: ROWS, maxLength: ROWS }),
          async (first, other) => {
            const after = await forecasts(
              experiment,
              values.map((value, at) => (at < first ? value : (other[at] as number))),
            );
            for (const [entry, row] of before.row.entries()) {
              const origin = testFrom + row - (before.step[entry] as number);
              if (origin < first) assert.equal(after.predicted[entry], before.predicted[entry], `row ${row}, ${before.step[entry]} ahead`);
            }
          },
        ),
        { numRuns: 25 },
      );
    });
  }

  it("learns nothing from the test rows", async () => {
    const experiment = forecasting(MODELS.recursive);
    const before = await trained(experiment);
    const other = {
      ...splits,
      test: sales(
        values.slice(96).map((value) => -value),
        96,
      ),
    };
    const { scores } = await trainOn(experiment, other);
    assert.deepEqual([scores.train, scores.validation], [before.scores.train, before.scores.validation]);
  });

  it("but the value at its origin does", async () => {
    const experiment = forecasting(MODELS.recursive);
    const last = ROWS - 2;
    const [before, after] = [
      await forecasts(experiment, values),
      await forecasts(
        experiment,
        values.map((value, at) => (at === last ? value + 50 : value)),
      ),
    ];
    const moved = [...before.predicted.keys()].filter((i) => before.predicted[i] !== after.predicted[i]);
    assert.deepEqual(
      moved.map((i) => [before.row[i], before.step[i]]),
      [[before.row.at(-1), 1]],
    );
  });
});
