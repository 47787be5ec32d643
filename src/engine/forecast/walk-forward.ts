import type { Forecaster, Origin } from "./forecasts.ts";
import { forecastFrom } from "./forecasts.ts";
import type { Part, Series } from "./history.ts";
import { begins } from "./samples.ts";

/** Forecasts of rows whose values are known by now, each as it would have been made at its origin. One entry a row and step. */
export interface Backtest {
  horizon: number;
  /** Rows that were forecast, at some step. */
  rows: number;
  /** Position of each entry's row in its part. */
  row: Int32Array;
  /** Steps from origin to row, from 1. */
  step: Int32Array;
  actual: Float64Array;
  predicted: Float64Array;
  /** The last value known at the origin. */
  naive: Float64Array;
  /** The value a season before the row, or as many seasons as it takes to lie before the origin; NaN where it is not known. */
  seasonalNaive: Float64Array;
  /** Mean absolute error of the (seasonal) naive forecast in the series' training rows: what MASE divides by. */
  scale: Float64Array;
}

/** Every row of the last part, from every origin 1 to `horizon` steps before it whose own past is known. */
export async function walkForward(
  forecaster: Forecaster,
  { parts, history, season, scales }: { parts: readonly Part[]; history: readonly Series[]; season: number; scales: readonly number[] },
): Promise<Backtest> {
  const { params } = forecaster;
  const { horizon } = params;
  const rows = history.flatMap((series) => targetsOf(series, parts.length - 1));
  const wanted = new Map<Series, Set<number>>();
  for (const { series, target } of rows) {
    const own = wanted.get(series) ?? new Set<number>();
    wanted.set(series, own);
    for (let ahead = 1; ahead <= horizon; ahead += 1) own.add(target - ahead);
  }
  const origins = [...wanted].flatMap(([series, own]) =>
    [...own].filter((origin) => begins(params, series, origin)).map((origin): Origin => ({ series, origin })),
  );
  const forecasts = await forecastFrom(forecaster, parts, origins);
  const placeOf = new Map<Series, Map<number, number>>(history.map((series) => [series, new Map()]));
  for (const [i, { series, origin }] of origins.entries()) placeOf.get(series)?.set(origin, i);

  const entries = rows.flatMap(({ series, target, row }) =>
    Array.from({ length: horizon }, (_, i) => {
      const place = placeOf.get(series)?.get(target - i - 1);
      return { series, target, row, step: i + 1, predicted: place === undefined ? Number.NaN : (forecasts[place * horizon + i] as number) };
    }).filter(({ predicted }) => !Number.isNaN(predicted)),
  );
  const numbers = (of: (entry: (typeof entries)[number]) => number) => Float64Array.from(entries, of);
  return {
    horizon,
    rows: new Set(entries.map(({ row }) => row)).size,
    row: Int32Array.from(entries, ({ row }) => row),
    step: Int32Array.from(entries, ({ step }) => step),
    actual: numbers(({ series, target }) => series.at(target)),
    predicted: numbers(({ predicted }) => predicted),
    naive: numbers(({ series, target, step }) => series.at(target - step)),
    seasonalNaive: numbers(({ series, target, step }) => series.at(target - season * Math.ceil(step / season))),
    scale: numbers(({ series }) => scales[series.index] as number),
  };
}

const targetsOf = (series: Series, part: number) =>
  series.positions().flatMap((target) => {
    const place = series.rowAt(target);
    return place?.part === part && !Number.isNaN(series.at(target)) ? [{ series, target, row: place.row }] : [];
  });

/** Mean of `|y[t] - y[t - season]|` of a series' training rows; NaN for fewer than `season` + 1. Hyndman and Koehler (2006). */
export function naiveScale(values: ArrayLike<number>, season: number): number {
  let sum = 0;
  let count = 0;
  for (let i = season; i < values.length; i += 1) {
    const error = Math.abs((values[i] as number) - (values[i - season] as number));
    if (Number.isNaN(error)) continue;
    sum += error;
    count += 1;
  }
  return sum / count;
}
