import type { ForecastEvaluation } from "../../protocol/evaluation.ts";
import { figuresWhere } from "./figures.ts";
import { coverageOf, type Intervals } from "./intervals.ts";
import type { Backtest } from "./walk-forward.ts";

/** Figures at each step of the horizon, of the forecasts that need no model, and of the intervals. */
export function forecastReport(backtest: Backtest, season: number, intervals: Intervals): ForecastEvaluation {
  const { horizon, step } = backtest;
  return {
    horizon,
    steps: Array.from({ length: horizon }, (_, i) => {
      const chosen = (entry: number) => step[entry] === i + 1;
      return { step: i + 1, rows: step.filter((one) => one === i + 1).length, metrics: figuresWhere(backtest, "predicted", chosen) };
    }),
    baselines: [
      { name: "naive", metrics: figuresWhere(backtest, "naive") },
      ...(season > 1 ? [{ name: "seasonal-naive", metrics: figuresWhere(backtest, "seasonalNaive") }] : []),
    ],
    season,
    interval: { level: intervals.level, coverage: coverageOf(backtest, intervals) },
  };
}
