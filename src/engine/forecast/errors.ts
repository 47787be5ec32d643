import { failure, inputError } from "../../shared/errors.ts";

export const timeUnfit = (name: string, kind: string) =>
  inputError({
    code: "time-unfit",
    message: `The column "${name}" is to say when, and it is a ${kind} column.`,
    remedy: 'Name a date or number column as model.time; a "change-type" step can make a date of text.',
    place: { field: "model.time" },
  });

export const calendarUnfit = (name: string) =>
  inputError({
    code: "calendar-unfit",
    message: `model.calendar asks for parts of a date, and "${name}" holds numbers.`,
    remedy: "Leave out model.calendar, or name a date column as model.time.",
    place: { field: "model.calendar" },
  });

export const columnNotThere = (name: string, field: "time" | "series" | "known", names: readonly string[]) =>
  inputError({
    code: "forecast-column-missing",
    message: `model.${field} names "${name}", and there is no such column after the recipe.`,
    remedy: names.length > 0 ? `The columns are ${names.join(", ")}.` : "Take it out of exclude, and keep it in the recipe.",
    place: { field: `model.${field}` },
  });

export const notKnownAhead = (name: string) =>
  inputError({
    code: "not-known-ahead",
    message: `The feature "${name}" is neither the time nor a series, and nothing says that it is known before its time comes.`,
    remedy: `Add "${name}" to exclude, or to model.known if rows to come will have it, such as a holiday.`,
    place: { field: "model.known" },
  });

export const timeMissing = (name: string, row: number) =>
  inputError({
    code: "time-missing",
    message: `The column "${name}" has a missing value, so the row has no place in time.`,
    remedy: `Give the value, or drop such rows first: { "step": "drop-missing", "columns": ["${name}"] }.`,
    place: { field: name, row },
  });

export const seriesMissing = (name: string, row: number) =>
  inputError({
    code: "series-missing",
    message: `The column "${name}" has a missing value, so the row belongs to no series.`,
    remedy: `Give the value, or drop such rows first: { "step": "drop-missing", "columns": ["${name}"] }.`,
    place: { field: name, row },
  });

export const timeTwice = (when: string, series: string | null, row: number) =>
  inputError({
    code: "time-twice",
    message: `There are two rows for ${when}${of(series)}.`,
    remedy: "Keep one row for each time, or name the columns that tell the series apart in model.series.",
    place: { field: "model.time", row },
  });

export const timeGap = (gap: { after: string; before: string; step: string }, series: string | null, row: number) =>
  inputError({
    code: "time-gap",
    message: `Between ${gap.after} and ${gap.before} rows are missing${of(series)}: the step is ${gap.step}.`,
    remedy: "Add the missing rows with a value of the target; a row without one counts as missing.",
    place: { field: "model.time", row },
  });

export const timeUneven = (gap: { after: string; before: string; step: string }, series: string | null, row: number) =>
  inputError({
    code: "time-uneven",
    message: `From ${gap.after} to ${gap.before} is not a whole number of steps of ${gap.step}${of(series)}.`,
    remedy: "Bring the rows to equal steps, such as one a day, in a query (date_trunc and GROUP BY).",
    place: { field: "model.time", row },
  });

export const seriesTooShort = (series: string | null, rows: number, needed: number, why: string) =>
  inputError({
    code: "series-too-short",
    message: `${series === null ? "The series" : `The series ${series}`} has ${rows} training rows, and ${needed} are needed: ${why}.`,
    remedy: "Use more data, or smaller lags, rolling windows or model.horizon.",
    place: { field: "model.lags" },
  });

export const nothingToForecast = (split?: "training" | "validation") =>
  inputError({
    code: "nothing-to-forecast",
    message: `None of the ${split ? `${split} ` : ""}rows can be forecast: the values that the lags look back to are not known.`,
    remedy: "Use rows that go on where the training rows end, a smaller split.gap, or smaller lags.",
    place: { field: "split" },
  });

export const splitNotInTime = (series: string | null) =>
  inputError({
    code: "split-not-in-time",
    message: `Validation rows come before training rows${of(series)}: a forecast would know its own future.`,
    remedy: 'Use "split": { "method": "time", "column": ... } with the column of model.time.',
    place: { field: "split.method" },
  });

export const seriesUnknown = (series: string, row: number) =>
  inputError({
    code: "series-unknown",
    message: `The model knows no series ${series}.`,
    remedy: "Forecast series that were in the training rows, or train again with this one.",
    place: { field: "model.series", row },
  });

export const offTheGrid = (when: string, step: string, row: number) =>
  inputError({
    code: "time-uneven",
    message: `${when} is no whole number of steps (${step}) from the training rows.`,
    remedy: "Give rows at the times that follow on.",
    place: { field: "model.time", row },
  });

export const beyondHorizon = (steps: number, horizon: number, row: number) =>
  inputError({
    code: "beyond-horizon",
    message: `The row lies ${steps} steps after the last known value, and the model forecasts at most ${horizon}.`,
    remedy: "Give rows with known values up to nearer that time, or train with a larger model.horizon.",
    place: { field: "model.horizon", row },
  });

export const pastUnknown = (when: string, row: number) =>
  inputError({
    code: "past-unknown",
    message: `${when} cannot be forecast: of the values before it, or of what is known ahead, some are missing.`,
    remedy: "Hand in the rows in between too, with the target where it is known.",
    place: { row },
  });

export const forecastUnstable = (step: number) =>
  failure({
    code: "forecast-unstable",
    message: `${step} steps ahead the forecasts are beyond what 32-bit numbers hold: each is made from the one before, and they grow.`,
    remedy: 'Use "strategy": "direct", a smaller horizon, fewer lags, or a larger model.l2.',
    place: { field: "model.strategy" },
  });

export const rowsNeeded = (known: readonly string[]) =>
  inputError({
    code: "rows-needed",
    message: `The model uses ${known.map((name) => `"${name}"`).join(", ")} of the time that it forecasts, which only rows can give.`,
    remedy: "Use --data FILE with these columns instead of --horizon.",
    place: { field: "model.known" },
  });

export const noForecaster = () =>
  inputError({
    code: "no-forecaster",
    message: "Only a forecaster can make up the rows to come, and this run has another model.",
    remedy: "Use --data FILE with the rows to predict.",
  });

export const horizonTooFar = (horizon: number, most: number) =>
  inputError({
    code: "beyond-horizon",
    message: `The model forecasts at most ${most} ${most === 1 ? "step" : "steps"} ahead, and not ${horizon}.`,
    remedy: `Use --horizon ${most} or less, or train with a larger model.horizon.`,
    place: { field: "model.horizon" },
  });

const of = (series: string | null) => (series === null ? "" : ` of the series ${series}`);
