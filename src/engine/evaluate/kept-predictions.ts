import type { SupervisedTarget } from "../model/target.ts";
import type { Compared } from "./evaluate.ts";

/** What a run said of its test rows, kept so that a later run can be compared with it row by row. */
export interface KeptPredictions {
  version: 1;
  target: SupervisedTarget;
  /** Rows in the data, from 1. */
  rows: number[];
  actual: number[];
  /** As `Predictions`, to seven digits. */
  values: number[];
  width: number;
}

/** More values are not kept: they would weigh more than most models. */
const MOST_VALUES = 200_000;

/** Null where they are too many. */
export function keepPredictions({ target, actual, predictions }: Compared, rows: ArrayLike<number>): KeptPredictions | null {
  const { values, width } = predictions;
  if (values.length > MOST_VALUES) return null;
  return {
    version: 1,
    target,
    rows: Array.from(rows),
    actual: Array.from(actual),
    values: Array.from(values, (value) => Number(value.toPrecision(7))),
    width,
  };
}

export const comparedOf = ({ target, actual, values, width }: KeptPredictions): Compared => ({
  target,
  actual: Float64Array.from(actual),
  predictions: { values: Float64Array.from(values), width },
});

/** Whether two runs were tested on the same rows, with the same truth. */
export function sameRows(a: KeptPredictions, b: KeptPredictions): boolean {
  const classes = ({ target }: KeptPredictions) => JSON.stringify(target.task === "regression" ? target.task : target.classes);
  return (
    a.rows.length === b.rows.length &&
    classes(a) === classes(b) &&
    a.rows.every((row, i) => row === b.rows[i] && a.actual[i] === b.actual[i])
  );
}
