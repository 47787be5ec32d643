import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { column, frameOf, rowsOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";
import { trainOn } from "../train/train-on.ts";
import { forecasting } from "./series.ts";

interface Document {
  first: string;
  parts: [train: number, test: number, rows: number];
  stores: Record<string, { sold: number[]; promo: number[] }>;
  cases: {
    name: string;
    model: { series?: string[]; known?: string[] };
    series: string[];
    predicted: number[];
    figures: Record<string, number>;
  }[];
}

const { first, parts, stores, cases } = JSON.parse(readFileSync(join(FIXTURES, "forecast", "forecast.json"), "utf8")) as Document;
const DAY = 86_400_000;

/** Stores one after another: forecasts go by time, not by the order of rows. */
function frames(series: string[], several: boolean, known: boolean) {
  const [train, test, rows] = parts;
  const all = series.flatMap((store) => Array.from({ length: rows }, (_, at) => ({ store, at })));
  const frame = frameOf(
    column(
      "day",
      "date",
      all.map(({ at }) => Date.parse(first) + at * DAY),
    ),
    ...(several
      ? [
          column(
            "store",
            "category",
            all.map(({ store }) => store),
          ),
        ]
      : []),
    ...(known
      ? [
          column(
            "promo",
            "number",
            all.map(({ store, at }) => stores[store]!.promo[at]!),
          ),
        ]
      : []),
    column(
      "sold",
      "number",
      all.map(({ store, at }) => stores[store]!.sold[at]!),
    ),
  );
  const part = (from: number, to: number) =>
    rowsOf(
      frame,
      [...all.keys()].filter((i) => all[i]!.at >= from && all[i]!.at < to),
    );
  return { train: part(0, train), validation: part(train, test), test: part(test, rows) };
}

const near = (found: number, expected: number, what: string) =>
  assert.ok(Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${what}: ${found}, not ${expected}`);

describe("forecasts against scikit-learn, statsmodels and sktime", () => {
  for (const { name, model, series, predicted, figures } of cases) {
    it(name, async () => {
      const { evaluation, model: fitted } = await trainOn(
        forecasting(model),
        frames(series, model.series !== undefined, model.known !== undefined),
      );
      fitted.dispose();
      assert.equal(evaluation.residuals!.predicted.length, predicted.length);
      for (const [i, value] of predicted.entries()) near(evaluation.residuals!.predicted[i]!, value, `forecast ${i}`);
      for (const [figure, value] of Object.entries(figures)) near(evaluation.metrics[figure]!, value, figure);
    });
  }
});
