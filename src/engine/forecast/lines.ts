import type { ForecastLine } from "../../protocol/evaluation.ts";
import type { Intervals } from "./intervals.ts";
import { nameOf } from "./rows.ts";
import type { Backtest } from "./walk-forward.ts";

const MOST_SERIES = 4;
const MOST_POINTS = 500;

/**
 * The end of the first series, in time: what was forecast as far ahead as the horizon goes, and what came. Neighbouring
 * points stay, for their rhythm is what one looks for; so the latest ones are taken, not every nth.
 */
export function forecastLines({ horizon, row, step, actual, predicted, rowsOf }: Backtest, { lower, upper }: Intervals): ForecastLine[] {
  const found = new Map<string, number[]>();
  for (const [entry, ahead] of step.entries()) {
    if (ahead !== horizon) continue;
    const key = rowsOf.series[row[entry] as number] as string;
    const own = found.get(key);
    if (own) own.push(entry);
    else if (found.size < MOST_SERIES) found.set(key, [entry]);
  }
  const most = Math.floor(MOST_POINTS / Math.max(1, found.size));
  const timeOf = (entry: number) => rowsOf.times[row[entry] as number] as number;
  return [...found].map(([key, entries]) => {
    const shown = entries.sort((a, b) => timeOf(a) - timeOf(b)).slice(-most);
    const said = shown.map((entry) => predicted[entry] as number);
    return {
      series: nameOf(key),
      times: shown.map(timeOf),
      actual: shown.map((entry) => actual[entry] as number),
      predicted: said,
      low: said.map((value) => value + (lower[horizon - 1] as number)),
      high: said.map((value) => value + (upper[horizon - 1] as number)),
    };
  });
}
