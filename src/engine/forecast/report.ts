import type { ForecastEvaluation } from "../../protocol/evaluation.ts";
import { figuresWhere } from "./figures.ts";
import { coverageOf, type Intervals } from "./intervals.ts";
import { forecastLines } from "./lines.ts";
import type { Backtest } from "./walk-forward.ts";

/** Figures at each step of the horizon, of the forecasts that need no model, and of the intervals. */
export function forecastReport(backtest: Backtest, season: number, intervals: Intervals): ForecastEvaluation {
  const { horizon, step } = backtest;
  return {
    horizon,
    steps: Array.from({ length: horizon }, (_, i) => {
      const chosen = (entry: number) => step[entry] === i + 1;
      return {
        step: i + 1,
        rows: step.filter((one) => one === i + 1).length,
        metrics: chosenFigures(figuresWhere(backtest, "predicted", chosen)),
      };
    }),
    baselines: [
      { name: "naive", metrics: figuresWhere(backtest, "naive") },
      ...(season > 1 ? [{ name: "seasonal-naive", metrics: figuresWhere(backtest, "seasonalNaive") }] : []),
    ],
    season,
    interval: { level: intervals.level, coverage: coverageOf(backtest, intervals) },
    lines: forecastLines(backtest, intervals),
    dates: backtest.rowsOf.dates,
  };
}

/** Of the many figures those that forecasts are usually told by. */
const FIGURES = ["mae", "rmse", "mape", "smape", "mase"];
const chosenFigures = (all: Record<string, number>) => Object.fromEntries(Object.entries(all).filter(([name]) => FIGURES.includes(name)));

/** Figures of the better of the forecasts that need no model: what a model has to beat. */
export const bestBaseline = ({ baselines }: ForecastEvaluation): Record<string, number> =>
  baselines.reduce<Record<string, number>>(
    (best, { metrics }) => ((metrics.mae ?? Number.POSITIVE_INFINITY) < (best.mae ?? Number.POSITIVE_INFINITY) ? metrics : best),
    {},
  );
