import type { ColumnProfile, Profile } from "../../protocol/profile.ts";
import { inputError } from "../../shared/errors.ts";

/** What the data at hand decide of a proposed experiment, as text of the file. */
export interface OwnDraft {
  model: string;
  split: string;
  /** Why a column is left out; null where it stays. */
  leftOut(column: ColumnProfile): string | null;
}

/** Share of the rows that may be missing from a grid of dates and series. */
const TOLERANCE = 0.1;
const SHORT = 30;

/** A forecaster on the profile's dates; of several rows a date, a series for each value of the category that tells them apart. */
export function draftForecast(profile: Profile, target: string | undefined): OwnDraft {
  const time = timeOf(profile);
  const series = seriesOf(profile, time, target);
  const lags = time.distinct < SHORT ? "[1, 2, 3]" : "[1, 2, 3, 7, 14]";
  return {
    model: `"algorithm": "forecaster", // foretells the next values of a series from those before them
    "time": ${JSON.stringify(time.name)},${series ? `\n    "series": [${JSON.stringify(series.name)}],` : ""}
    "lags": ${lags}, // how many steps back to look
    "horizon": ${time.distinct < SHORT ? 1 : 7}, // how many steps ahead to forecast
    "learner": "linear" // "gradient-boosted-trees" can bend`,
    split: `{ "method": "time", "column": ${JSON.stringify(time.name)}, "validation": 0.15, "test": 0.15 }`,
    leftOut: ({ name }) =>
      name === time.name || name === series?.name ? null : "it is not known before its time comes; if it is, name it in model.known",
  };
}

function timeOf({ columns, timeColumn, file }: Profile): ColumnProfile {
  const dates = columns.filter(({ type }) => type === "date");
  const found = dates.find(({ name }) => name === timeColumn) ?? dates[0];
  if (found) return found;
  throw inputError({
    code: "forecast-needs-time",
    message: "A forecast needs a column that says when, and there is no date column.",
    remedy: "Add one, or name a number column as model.time in an experiment of your own.",
    place: { file },
  });
}

function seriesOf({ columns, rows }: Profile, time: ColumnProfile, target: string | undefined): ColumnProfile | null {
  if (time.distinct >= rows * (1 - TOLERANCE)) return null;
  const fits = ({ name, type, distinct }: ColumnProfile) =>
    (type === "category" || type === "integer") && name !== target && Math.abs(distinct * time.distinct - rows) <= TOLERANCE * rows;
  return columns.find(fits) ?? null;
}
