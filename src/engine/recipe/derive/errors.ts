import { inputError, type TrainyardError } from "../../../shared/errors.ts";

export const edgesNotRising = (at: number): TrainyardError =>
  inputError({
    code: "edges-not-rising",
    message: `The edges of the bins do not rise at number ${at + 1}.`,
    remedy: 'Give "edges" from the smallest to the largest, each once.',
    place: { field: "edges" },
  });

export const usedUnfit = (name: string, kind: string, step: string, option: string, wanted: string): TrainyardError =>
  inputError({
    code: "column-unfit",
    message: `The step ${step} has "${name}" as its "${option}", which is a ${kind} column: here it needs ${wanted}.`,
    remedy: `Name another column as "${option}", or convert "${name}" in an earlier step.`,
    place: { field: name },
  });

export const divisionByZero = (name: string, denominator: string, row: number): TrainyardError =>
  inputError({
    code: "division-by-zero",
    message: `"${name}" cannot be divided by "${denominator}", which is 0.`,
    remedy: 'Correct the value, or set "whenZero" to "missing" or to a number.',
    place: { field: denominator, row },
  });

export const resultTooLarge = (name: string, step: string, row: number): TrainyardError =>
  inputError({
    code: "result-too-large",
    message: `The step ${step} makes a value of "${name}" that is beyond what numbers hold.`,
    remedy: "Scale its columns in an earlier step, or drop the row.",
    place: { field: name, row },
  });

export const tooFewColumns = (step: string): TrainyardError =>
  inputError({
    code: "too-few-columns",
    message: `The step ${step} multiplies columns with each other, and there is only one.`,
    remedy: 'Name two columns or more, or set "squares": true.',
    place: { field: "columns" },
  });

export const tooManyColumns = (step: string, count: number, most: number): TrainyardError =>
  inputError({
    code: "too-many-columns",
    message: `The step ${step} would make ${count} columns; ${most} is the most.`,
    remedy: "Name fewer columns.",
    place: { field: "columns" },
  });

export const groupUnseen = (name: string, row: number, group: readonly (string | null)[]): TrainyardError =>
  inputError({
    code: "group-unseen",
    message: `Training never saw the group ${group.map((label) => label ?? "(missing)").join(", ")}.`,
    remedy: 'Correct the value, or set "unseen" to "overall" or "missing" and train again.',
    place: { field: name, row },
  });
