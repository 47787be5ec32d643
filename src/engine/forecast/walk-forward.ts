import type { ChangeFeatures, Forecaster, Origin } from "./forecasts.ts";
import { forecastFrom } from "./forecasts.ts";
import type { Part, Series } from "./history.ts";
import type { TimedRows } from "./rows.ts";
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
  /** When the rows of the part are, and in which series. */
  rowsOf: Pick<TimedRows, "times" | "dates" | "series">;
}

/** Every row of the last part, from every origin 1 to `horizon` steps before it whose own past is known. */
export async function walkForward(
  forecaster: Forecaster,
  { parts, history, season, scales }: { parts: readonly Part[]; history: readonly Series[]; season: number; scales: readonly number[] },
  change?: ChangeFeatures,
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
  const forecasts = await forecastFrom(forecaster, parts, origins, change);
  const placeOf = new Map<Series, Map<number, number>>(history.map((series) => [series, new Map()]));
  for (const [i, { series, origin }] of origins.entries()) placeOf.get(series)?.set(origin, i);

  const most = rows.length * horizon;
  const [row, step] = [new Int32Array(most), new Int32Array(most)];
  const [actual, predicted, naive, seasonalNaive, scale] = Array.from({ length: 5 }, () => new Float64Array(most)) as Columns;
  let [count, forecast] = [0, 0];
  for (const { series, target, row: at } of rows) {
    const before = count;
    for (let ahead = 1; ahead <= horizon; ahead += 1) {
      const place = placeOf.get(series)?.get(target - ahead);
      const value = place === undefined ? Number.NaN : (forecasts[place * horizon + ahead - 1] as number);
      if (Number.isNaN(value)) continue;
      row[count] = at;
      step[count] = ahead;
      actual[count] = series.at(target);
      predicted[count] = value;
      naive[count] = series.at(target - ahead);
      seasonalNaive[count] = series.at(target - season * Math.ceil(ahead / season));
      scale[count] = scales[series.index] as number;
      count += 1;
    }
    if (count > before) forecast += 1;
  }
  const cut = <A extends Int32Array | Float64Array>(values: A) => values.slice(0, count) as A;
  return {
    horizon,
    rows: forecast,
    row: cut(row),
    step: cut(step),
    actual: cut(actual),
    predicted: cut(predicted),
    naive: cut(naive),
    seasonalNaive: cut(seasonalNaive),
    scale: cut(scale),
    rowsOf: (parts.at(-1) as Part).x,
  };
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];

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
