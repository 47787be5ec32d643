import { closest } from "../../shared/closest.ts";
import { inputError, type TrainyardError } from "../../shared/errors.ts";

/** Where a step stands in the experiment file: `recipe.2.columns`. */
export const stepPath = (index: number, key?: string) => `recipe.${index}${key ? `.${key}` : ""}`;

export function columnMissing(name: string, there: readonly string[], field = name): TrainyardError {
  const near = closest(name, there);
  return inputError({
    code: "column-missing",
    message: `There is no column "${name}".`,
    remedy: near.length > 0 ? `Did you mean ${near.map((other) => `"${other}"`).join(" or ")}?` : `The columns are ${listed(there)}.`,
    place: { field },
  });
}

/** Rows to come lack a column. `there`: all that they have. */
export function inputMissing(name: string, there: readonly string[]): TrainyardError {
  const { facts } = columnMissing(name, there);
  return inputError({ ...facts, message: `There is no column "${name}", which was there in training.` });
}

export const noRowsLeft = (step: string, index: number) =>
  inputError({
    code: "no-rows-left",
    message: `The step ${step} leaves none of the training rows.`,
    remedy: "Give it fewer columns, loosen it, or switch it off.",
    place: { field: stepPath(index) },
  });

export const columnEmpty = (name: string) =>
  inputError({
    code: "column-empty",
    message: `The column "${name}" has no values in the training rows, so nothing can be learnt from it.`,
    remedy: 'Add it to "exclude".',
    place: { field: name },
  });

export const columnUnfit = (name: string, kind: string, step: string, accepts: readonly string[], field: string) =>
  inputError({
    code: "column-unfit",
    message: `The step ${step} cannot work on "${name}", which is a ${kind} column: here it needs ${accepts.join(" or ")}.`,
    remedy:
      step === "fill-missing"
        ? 'Use "strategy": "mode" or "constant" for categories and text.'
        : `Take "${name}" out of its columns, or convert it in an earlier step.`,
    place: { field },
  });

export const valueUnfit = (name: string, row: number, value: string, wanted: string) =>
  inputError({
    code: "value-unfit",
    message: `The column "${name}" was ${wanted} in training, and here it holds "${shortened(value)}".`,
    remedy: "Correct the value, or leave it empty to have it treated as missing.",
    place: { field: name, row },
  });

export const valueUnseen = (name: string, row: number, value: string | null) =>
  inputError({
    code: "value-unseen",
    message:
      value === null
        ? `The column "${name}" has a missing value, and training saw none.`
        : `The column "${name}" holds "${shortened(value)}", which training never saw.`,
    remedy: 'Correct the value, or set "unseen": "ignore" on the step that encodes it and train again.',
    place: { field: name, row },
  });

export const labelUnseen = (name: string, row: number, label: string) =>
  inputError({
    code: "value-unseen",
    message: `The column "${name}" has the label "${shortened(label)}", which training never saw.`,
    remedy: 'Correct the value, or set "unseen": "ignore" on the step that encodes it and train again.',
    place: { field: name, row },
  });

export const valueInfinite = (name: string, row: number) =>
  inputError({
    code: "value-infinite",
    message: `The column "${name}" holds an infinite value.`,
    remedy: 'Correct the value, leave it empty to have it treated as missing, or add the column to "exclude".',
    place: { field: name, row },
  });

export const constantUnfit = (name: string, kind: "number" | "date" | "category" | "text", value: string | number | undefined) =>
  inputError({
    code: "constant-unfit",
    message: `The ${kind} column "${name}" cannot be filled with ${value === undefined ? "nothing" : JSON.stringify(value)}.`,
    remedy:
      kind === "number"
        ? 'Give a number as "value".'
        : kind === "date"
          ? 'Give a date as "value", such as "2024-01-31".'
          : 'Give a label as "value", such as "unknown".',
    place: { field: name },
  });

export const valueUnreadable = (name: string, row: number, value: string, wanted: string) =>
  inputError({
    code: "value-unreadable",
    message: `The column "${name}" holds "${shortened(value)}", which cannot be read as a ${wanted}.`,
    remedy: 'Correct the value, give the change-type step the "format" it is in, or set its "unreadable" to "missing".',
    place: { field: name, row },
  });

export const valueOutOfRange = (name: string, row: number, value: number, shift: number) =>
  inputError({
    code: "value-out-of-range",
    message: `The column "${name}" holds ${value}, and ${shift === 0 ? "it" : `${value} + ${shift}`} has no logarithm.`,
    remedy: 'Set "outOfRange" of the log-transform step to "missing" or "clip", or give a larger "shift".',
    place: { field: name, row },
  });

export const replacementUnfit = (name: string, value: string) =>
  inputError({
    code: "replacement-unfit",
    message: `The column "${name}" holds numbers, and "${shortened(value)}" is none.`,
    remedy: 'Give a number as "replace", or null for a missing value.',
    place: { field: name },
  });

export const patternInvalid = (pattern: string, cause: unknown) =>
  inputError(
    {
      code: "pattern-invalid",
      message: `"${shortened(pattern)}" is not a regular expression.`,
      remedy: 'Correct "find", or set "regularExpression" to false to find this very text.',
      place: { field: "find" },
    },
    cause,
  );

export const patternTooSlow = (name: string, row: number) =>
  inputError({
    code: "pattern-too-slow",
    message: `The regular expression takes too long over a value of "${name}".`,
    remedy: 'Avoid a repetition within a repetition, such as "(a+)+".',
    place: { field: name, row },
  });

export const oneColumnOnly = (step: string, names: readonly string[]) =>
  inputError({
    code: "one-column-only",
    message: `The step ${step} works on one column, and here it has ${names.length}: ${listed(names)}.`,
    remedy: "Add one such step for each column.",
    place: { field: names[1] as string },
  });

export const targetNeeded = (step: string) =>
  inputError({
    code: "target-needed",
    message: `The step ${step} learns from the target, and there is none here.`,
    remedy: "Use it in an experiment that has a target.",
    place: { field: "target" },
  });

export const statisticInfinite = (name: string, step: string) =>
  inputError({
    code: "statistic-infinite",
    message: `The values of "${name}" are too large for the step ${step}: what it learns from them is infinite.`,
    remedy: "Divide the values in the data, clip outliers in an earlier step, or exclude the column.",
    place: { field: name },
  });

export const nameTaken = (name: string, step: string, field: string) =>
  inputError({
    code: "column-name-taken",
    message: `The step ${step} makes a column "${name}", and there is one of that name already.`,
    remedy: `Rename the column "${name}" in the data, or exclude it.`,
    place: { field },
  });

export const featureMissing = (name: string, row: number) =>
  inputError({
    code: "feature-missing",
    message: `The column "${name}" still has a missing value after the recipe.`,
    remedy: `Fill or encode it, e.g. add { "step": "fill-missing", "columns": ["${name}"] }, or drop such rows with a drop-missing step.`,
    place: { field: name, row },
  });

export const featureNotNumber = (name: string, kind: string) =>
  inputError({
    code: "feature-not-number",
    message: `The column "${name}" is still ${kind === "text" ? "text" : `a ${kind}`} after the recipe, and a model needs numbers.`,
    remedy:
      kind === "date"
        ? `Add { "step": "date-parts", "columns": ["${name}"] }, or exclude the column.`
        : `Encode it, e.g. add { "step": "one-hot-encode", "columns": ["${name}"] }, or exclude the column.`,
    place: { field: name },
  });

export const featureTooLarge = (name: string, row: number, value: number) =>
  inputError({
    code: "feature-too-large",
    message: `The column "${name}" holds ${value}, which is beyond what 32-bit numbers hold.`,
    remedy: `Scale it, e.g. add { "step": "standard-scale", "columns": ["${name}"] }.`,
    place: { field: name, row },
  });

export const noFeatures = () =>
  inputError({
    code: "no-features",
    message: "No column is left to learn from.",
    remedy: 'Take a column out of "exclude", or use data with a column besides the target.',
    place: { field: "exclude" },
  });

const listed = (names: readonly string[]) =>
  names.length > 10 ? `${names.slice(0, 10).join(", ")} and others` : names.join(", ") || "none";
const shortened = (value: string) => (value.length > 40 ? `${value.slice(0, 40)}...` : value);
