import { failure, inputError, type TrainyardError } from "../../../shared/errors.ts";

export const scriptStepMissing = (file: string): TrainyardError =>
  inputError({
    code: "script-missing",
    message: "There is no file of this name for the script step.",
    remedy: 'Check its "file"; it is relative to the experiment.',
    place: { file, field: "file" },
  });

export const notInWorker = (file: string): TrainyardError =>
  failure({
    code: "script-not-allowed",
    message: `The script step ${file} can only run in a worker process.`,
    remedy: "Train, evaluate or predict with it; this is a fault of Trainyard's if you did.",
    place: { field: file },
  });

export const functionMissing = (file: string): TrainyardError =>
  inputError({
    code: "script-function-missing",
    message: "The script step exports no function `apply` or `row`.",
    remedy:
      "Export `apply(columns, options, state)`, which returns columns, or `row(row, state, options)`, which returns one row's values.",
    place: { file, field: "file" },
  });

export const stateUnfit = (file: string, at: string, what: string): TrainyardError =>
  inputError({
    code: "script-state-unfit",
    message: `What \`fit\` returns holds ${what} at ${at}, which cannot be kept with the model.`,
    remedy: "Return plain JSON: finite numbers, text, true, false, null, and arrays and objects of them.",
    place: { file, field: "file" },
  });

export const resultUnfit = (file: string, name: string, what: string, remedy: string): TrainyardError =>
  inputError({
    code: "script-result-unfit",
    message: `The script step's \`${name}\` returned ${what}.`,
    remedy,
    place: { file, field: "file" },
  });

export const valueOfScript = (column: string, row: number, what: string, remedy: string): TrainyardError =>
  inputError({
    code: "script-value-unfit",
    message: `The script step gave the column "${column}" ${what}.`,
    remedy,
    place: { field: column, row },
  });

export const looksAcross = (file: string, column: string, row: number): TrainyardError =>
  inputError({
    code: "script-looks-across-rows",
    message: `The script step gives "${column}" another value for this row alone than among others, so a prediction would not get what training got.`,
    remedy: "Work out what depends on all rows in `fit` and return it as the state; for earlier rows there are the steps lag and rolling.",
    place: { file, field: column, row },
  });

export const otherColumns = (file: string, what: string): TrainyardError =>
  resultUnfit(file, "apply", what, "Return the same columns for all rows, null where a value is missing.");
