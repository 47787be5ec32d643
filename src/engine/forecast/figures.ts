import { type Counts, meanOf } from "../evaluate/counts.ts";
import { regressionFigures } from "../evaluate/regression.ts";
import type { Backtest } from "./walk-forward.ts";

type Predictor = "predicted" | "naive" | "seasonalNaive";

/**
 * Figures of forecasts under any counts: those of a regression, `smape` (mean of 2 |a - p| / (|a| + |p|), as a share; 0 where both
 * are 0) and `mase` (mean absolute scaled error: each error over its series' own scale; Hyndman and Koehler 2006).
 */
export function forecastFigures(
  actual: Float64Array,
  predicted: Float64Array,
  scale: Float64Array,
): (counts: Counts) => Record<string, number> {
  const regression = regressionFigures(actual, predicted);
  const smape = meanOf(actual.map((value, i) => symmetric(value, predicted[i] as number)));
  const mase = meanOf(actual.map((value, i) => Math.abs(value - (predicted[i] as number)) / (scale[i] as number)));
  return (counts) => ({ ...regression(counts), smape: smape(counts), mase: mase(counts) });
}

/** Figures of all forecasts under any counts of the rows that were forecast (or, where some were not at every step, of the entries). */
export function backtestFigures(backtest: Backtest): { units: number; under: (counts: Counts) => Record<string, number> } {
  const { rows, horizon, row, actual, predicted, scale } = backtest;
  const figures = forecastFigures(actual, predicted, scale);
  if (rows * horizon !== row.length) return { units: row.length, under: figures };
  // a row's forecasts stand side by side, and are drawn together: they err together
  return {
    units: rows,
    under: (counts) => figures(counts && Uint8Array.from(row, (_, entry) => counts[Math.floor(entry / horizon)] as number)),
  };
}

/** Figures of some of a backtest's entries, by what one of three says of them; those without a forecast, and undefined figures, are left out. */
export function figuresWhere(backtest: Backtest, by: Predictor, chosen: (entry: number) => boolean = () => true): Record<string, number> {
  const entries = Array.from(backtest.actual.keys()).filter((i) => chosen(i) && !Number.isNaN(backtest[by][i]));
  const take = (values: Float64Array) => Float64Array.from(entries, (i) => values[i] as number);
  const figures = forecastFigures(take(backtest.actual), take(backtest[by]), take(backtest.scale))(null);
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => Number.isFinite(value)));
}

const symmetric = (actual: number, predicted: number) => {
  const size = Math.abs(actual) + Math.abs(predicted);
  return size === 0 ? 0 : (2 * Math.abs(actual - predicted)) / size;
};
