import { inputError, type TrainyardError } from "../../../shared/errors.ts";

export const orderUnfit = (name: string, kind: string): TrainyardError =>
  inputError({
    code: "column-unfit",
    message: `Rows cannot be put in the order of "${name}", which is a ${kind} column.`,
    remedy: 'Name a date or number column as "order".',
    place: { field: name },
  });

export const orderMissing = (name: string, row: number): TrainyardError =>
  inputError({
    code: "order-missing",
    message: `The column "${name}" has a missing value, so the row has no place in the order.`,
    remedy: `Give the value, or drop such rows first: { "step": "drop-missing", "columns": ["${name}"] }.`,
    place: { field: name, row },
  });

export const rowsOutOfOrder = (name: string, row: number): TrainyardError =>
  inputError({
    code: "rows-out-of-order",
    message: `By "${name}" this row comes before one that was there already, and what lies behind it is no longer known.`,
    remedy: `Hand rows in ordered by "${name}" and later than the training rows; to train, split by time rather than at random.`,
    place: { field: name, row },
  });

export const minPeriodsTooMany = (minPeriods: number, window: number): TrainyardError =>
  inputError({
    code: "min-periods-too-many",
    message: `The step rolling asks for ${minPeriods} known values in a window of ${window}, which there can never be.`,
    remedy: 'Make "minPeriods" smaller or "window" larger.',
    place: { field: "minPeriods" },
  });
