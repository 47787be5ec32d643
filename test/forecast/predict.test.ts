import assert from "node:assert/strict";
import type { NumberColumn } from "../../src/engine/data/column.ts";
import { futureRows } from "../../src/engine/forecast/future.ts";
import { loadTrained, saveTrained } from "../../src/engine/model/artifacts.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { tempDir } from "../support/temp.ts";
import { tensorflow, trainOn } from "../train/train-on.ts";
import { daysFrom, forecasting, parted, sales, weekly } from "./series.ts";

const ROWS = 140;
const values = weekly(ROWS);
const MODEL = { lags: [1, 2, 7], horizon: 5, calendar: ["day_of_week"] };

async function kept(model: object = MODEL) {
  const experiment = forecasting(model);
  const trained = await trainOn(experiment, parted(sales(values)));
  const directory = tempDir();
  await saveTrained(trained, trained.example, directory);
  return { trained, directory, loaded: await loadTrained(directory, experiment, tensorflow()) };
}

const cells = (columns: Awaited<ReturnType<typeof predictRows>>, name: string) => [
  ...(columns.find((one) => one.name === name) as NumberColumn).values,
];
const steps = (columns: Awaited<ReturnType<typeof predictRows>>) => {
  const column = columns.find(({ name }) => name === "steps_ahead")!;
  return [...cells(columns, "prediction").keys()].map((row) => Number(labelAt(column, row)));
};
const days = (first: number, count: number) => frameOf(column("day", "date", daysFrom(first, count)));
const refuses = (code: string, row: number) => (error: TrainyardError) => {
  assert.equal(error.facts?.code, code, String(error));
  assert.equal(error.facts.place?.row, row);
  return true;
};

describe("a saved forecaster", () => {
  for (const strategy of ["recursive", "direct"]) {
    it(`${strategy}: goes on from the end of the data, from its file as before`, async () => {
      const { trained, loaded } = await kept({ ...MODEL, strategy });
      const next = days(ROWS, 5);
      const [before, after] = [await predictRows(trained, next), await predictRows(loaded, next)];
      assert.deepEqual(after, before);
      assert.deepEqual(steps(after), [1, 2, 3, 4, 5]);
      const far = cells(after, "prediction").map((value, at) => Math.abs(value - weekly(ROWS + 5)[ROWS + at]!));
      assert.ok(Math.max(...far) < 15, String(far));
      for (const at of far.keys()) assert.ok(cells(after, "prediction_lower")[at]! < cells(after, "prediction_upper")[at]!);
    });
  }

  it("gives a later row alone what it gives it among others", async () => {
    const { loaded } = await kept();
    const whole = await predictRows(loaded, days(ROWS, 5));
    const alone = await predictRows(loaded, days(ROWS + 3, 1));
    assert.equal(cells(alone, "prediction")[0], cells(whole, "prediction")[3]);
  });

  it("takes in values that are known by now, in any order of rows", async () => {
    const { loaded } = await kept();
    const more = weekly(ROWS + 4);
    const rows = (order: number[]) =>
      frameOf(
        column(
          "day",
          "date",
          order.map((at) => daysFrom(ROWS + at, 1)[0]!),
        ),
        column(
          "sold",
          "number",
          order.map((at) => (at < 3 ? more[ROWS + at]! : null)),
        ),
      );
    const inOrder = await predictRows(loaded, rows([0, 1, 2, 3]));
    const turned = await predictRows(loaded, rows([3, 1, 0, 2]));
    assert.deepEqual(steps(inOrder), [1, 1, 1, 1]);
    assert.equal(cells(turned, "prediction")[0], cells(inOrder, "prediction")[3]);
    const longer = await trainOn(forecasting(MODEL), { ...parted(sales(values)), test: sales(more.slice(112, ROWS + 3), 112) });
    const expected = cells(await predictRows(longer, days(ROWS + 3, 1)), "prediction")[0];
    assert.equal(cells(inOrder, "prediction")[3], expected);
  });

  it("says which row lies too far ahead, or off its steps, or has no past", async () => {
    const { loaded } = await kept();
    await assert.rejects(predictRows(loaded, days(ROWS + 4, 2)), refuses("beyond-horizon", 2));
    await assert.rejects(predictRows(loaded, frameOf(column("day", "date", [daysFrom(ROWS, 1)[0]! + 1000]))), refuses("time-uneven", 1));
    const gap = frameOf(column("day", "date", daysFrom(ROWS + 30, 2)), column("sold", "number", [4, null]));
    await assert.rejects(predictRows(loaded, gap), refuses("past-unknown", 2));
  });

  it("writes down the rows to come", async () => {
    const { directory } = await kept();
    assert.equal(await futureRows(directory, 2), "day\n2022-05-21\n2022-05-22\n");
    await assert.rejects(futureRows(directory, 6), { code: "beyond-horizon" });
    const known = await trainOn(forecasting({ known: ["promo"], lags: [1] }), parted(promoted()));
    const other = tempDir();
    await saveTrained(known, known.example, other);
    await assert.rejects(futureRows(other, 1), { code: "rows-needed" });
  });
});

const promoted = () => ({
  rows: ROWS,
  columns: [
    ...sales(values).columns,
    column(
      "promo",
      "number",
      values.map((_, at) => at % 3),
    ),
  ],
});
