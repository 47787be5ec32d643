import assert from "node:assert/strict";
import type { Frame } from "../../src/engine/data/column.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { column, frameOf, rowsOf } from "../recipe/frames.ts";
import { trainOn } from "../train/train-on.ts";
import { daysFrom, forecasting, parted, sales, weekly } from "./series.ts";

type Frames = Record<"train" | "validation" | "test", Frame>;

async function rejects(code: string, row: number | undefined, frames: Frames, model: object = {}) {
  await assert.rejects(trainOn(forecasting(model), frames), (error: TrainyardError) => {
    assert.equal(error.facts?.code, code, String(error));
    assert.equal(error.facts.kind, "input");
    assert.equal(error.facts.place?.row, row);
    assert.ok(error.facts.remedy.length > 10);
    return true;
  });
}

const whole = sales(weekly(60));
const good = parted(whole);
const all = [...Array(60).keys()];
const replaced = (train: Frame): Frames => ({ ...good, train });
const days = (rows: readonly number[], times: readonly number[] = daysFrom(0, 60)) =>
  frameOf(
    column(
      "day",
      "date",
      rows.map((row) => times[row] as number),
    ),
    column(
      "sold",
      "number",
      rows.map((row) => weekly(60)[row] as number),
    ),
  );

describe("a forecast is refused", () => {
  it("where rows are missing, also those without a target, and says after which", async () => {
    await rejects("time-gap", 5, replaced(days([0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])));
    await rejects("time-gap", 6, replaced(sales(weekly(36).map((value, at) => (at === 4 ? null : value)))));
  });
  it("where steps are not equal", () =>
    rejects(
      "time-uneven",
      4,
      replaced(
        days(
          all.slice(0, 20),
          daysFrom(0, 60).map((time, at) => (at === 3 ? time + 1000 : time)),
        ),
      ),
    ));
  it("where two rows have one time", () => rejects("time-twice", 4, replaced(days([0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))));
  it("where a series is too short", () => rejects("series-too-short", undefined, replaced(days(all.slice(0, 8)))));
  it("where a time is missing", () =>
    rejects("time-missing", 2, replaced(frameOf(column("day", "date", [1, null, 3]), column("sold", "number", [1, 2, 3])))));
  it("where the time is text", () =>
    rejects("time-unfit", undefined, replaced(frameOf(column("day", "text", ["a", "b", "c"]), column("sold", "number", [1, 2, 3])))));
  it("where a column is not known ahead", () =>
    rejects(
      "not-known-ahead",
      undefined,
      replaced({ ...good.train, columns: [...good.train.columns, column("rain", "number", weekly(36))] }),
    ));
  it("where a column is not there", async () => {
    await rejects("forecast-column-missing", undefined, good, { series: ["shop"] });
    await rejects("forecast-column-missing", undefined, good, { time: "when" });
  });
  it("where validation comes before training", () =>
    rejects("split-not-in-time", undefined, {
      train: rowsOf(whole, all.slice(20, 50)),
      validation: rowsOf(whole, all.slice(0, 20)),
      test: good.test,
    }));
  it("where it grows beyond all numbers", () => {
    const doubled = sales(Array.from({ length: 60 }, (_, at) => 1e-9 * 8 ** (at / 2)));
    return assert.rejects(trainOn(forecasting({ lags: 1, horizon: 1000 }), parted(doubled)), { code: "forecast-unstable" });
  });
  it("where parts of a date are asked of a number", () => {
    const numbered = (frame: Frame) => ({ ...frame, columns: [column("day", "number", all.slice(0, frame.rows)), frame.columns[1]!] });
    return rejects(
      "calendar-unfit",
      undefined,
      { train: numbered(good.train), validation: numbered(good.validation), test: numbered(good.test) },
      { calendar: ["month"] },
    );
  });
});
