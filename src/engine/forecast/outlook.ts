import type { CategoryColumn, NumberColumn } from "../data/column.ts";
import { type Field, PREDICTION } from "../model/signature.ts";
import { numberColumn } from "../recipe/values.ts";
import { beyondHorizon, offTheGrid, pastUnknown, seriesUnknown } from "./errors.ts";
import { type Forecaster, forecastFrom, type Origin } from "./forecasts.ts";
import { historyOf, type Part, type Series, type SeriesTail } from "./history.ts";
import type { Intervals } from "./intervals.ts";
import { nameOf } from "./rows.ts";
import { begins } from "./samples.ts";
import { describeStep, describeTime } from "./time-step.ts";

const LOWER = `${PREDICTION}_lower`;
const UPPER = `${PREDICTION}_upper`;
const AHEAD = "steps_ahead";

/** The columns that stand beside a forecast. */
export const BESIDE: readonly Field[] = [
  { name: LOWER, type: "double" },
  { name: UPPER, type: "double" },
  { name: AHEAD, type: "long" },
];

/** What is said of rows, in their order. NaN for a row of the past whose own past is not known. */
export interface Outlook {
  predicted: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  /** Steps after the last value that the forecast knows. */
  ahead: Float64Array;
}

/**
 * Forecasts rows: those after a series' last known value from there, those before from the value just before them. Throws
 * for a row beyond the horizon, off the grid, of no known series, or one to come whose past is not known.
 */
export async function outlook(
  forecaster: Forecaster,
  { tails, intervals }: { tails: readonly SeriesTail[]; intervals: Intervals },
  part: Part,
): Promise<Outlook> {
  const { params, step } = forecaster;
  const { x } = part;
  const when = (row: number) => describeTime(x.times[row] as number, x.dates);
  const history = historyOf(step, tails, [part], (_, { row, series }) => {
    throw series === "unknown"
      ? seriesUnknown(nameOf(x.series[row] as string) ?? "", x.numberOf(row))
      : offTheGrid(when(row), describeStep(step), x.numberOf(row));
  });
  const wanted: (Origin & { row: number; steps: number })[] = [];
  for (const series of history) {
    for (const position of series.positions()) {
      const row = series.rowAt(position)?.row as number;
      const origin = Math.min(position, series.end) - 1;
      const steps = position - origin;
      if (steps > params.horizon) throw beyondHorizon(steps, params.horizon, x.numberOf(row));
      if (begins(params, series, origin)) wanted.push({ series, origin, row, steps });
      else if (position >= series.end) throw pastUnknown(when(row), x.numberOf(row));
    }
  }
  const { origins, placeOf } = distinct(wanted);
  const forecasts = await forecastFrom(forecaster, [part], origins);
  const empty = () => new Float64Array(x.rows).fill(Number.NaN);
  const found: Outlook = { predicted: empty(), lower: empty(), upper: empty(), ahead: empty() };
  for (const { series, origin, row, steps } of wanted) {
    const value = forecasts[placeOf(series, origin) * params.horizon + steps - 1] as number;
    if (Number.isNaN(value)) throw pastUnknown(when(row), x.numberOf(row));
    found.predicted[row] = value;
    found.lower[row] = value + (intervals.lower[steps - 1] as number);
    found.upper[row] = value + (intervals.upper[steps - 1] as number);
    found.ahead[row] = steps;
  }
  return found;
}

/** An outlook as columns beside the rows; steps are labels, so that they are written as whole numbers. */
export const outlookColumns = ({ predicted, lower, upper, ahead }: Outlook): (NumberColumn | CategoryColumn)[] => [
  numberColumn(PREDICTION, predicted),
  numberColumn(LOWER, lower),
  numberColumn(UPPER, upper),
  {
    kind: "category",
    name: AHEAD,
    levels: Array.from({ length: ahead.reduce((most, steps) => (steps > most ? steps : most), 0) }, (_, i) => String(i + 1)),
    codes: Int32Array.from(ahead, (steps) => (Number.isNaN(steps) ? -1 : steps - 1)),
  },
];

function distinct(wanted: readonly Origin[]) {
  const places = new Map<Series, Map<number, number>>();
  const origins: Origin[] = [];
  for (const { series, origin } of wanted) {
    const own = places.get(series) ?? new Map<number, number>();
    places.set(series, own);
    if (own.has(origin)) continue;
    own.set(origin, origins.length);
    origins.push({ series, origin });
  }
  return { origins, placeOf: (series: Series, origin: number) => places.get(series)?.get(origin) as number };
}
