import type { SupervisedTask, UnsupervisedTask } from "../../protocol/task.ts";
import type { Column } from "../data/column.ts";
import { categoriesOf } from "../recipe/categories.ts";
import { moments } from "../recipe/statistics.ts";
import { isMissing, labelAt, rowsOf } from "../recipe/values.ts";
import { notBinary, targetConstant, targetMissing, targetNotClass, targetNotNumber, targetTooLarge, tooManyClasses } from "./errors.ts";
import type { LabelState } from "./label.ts";

/** What training learnt about the target: plain JSON, kept beside the model. */
export type TargetState = SupervisedTarget | NoTarget;
export type SupervisedTarget = ClassTarget | ValueTarget;

export interface ClassTarget {
  task: "binary" | "multiclass";
  column: string;
  /** Sorted; of a binary task the second is the positive class, as scikit-learn. */
  classes: string[];
  /** Training rows of each class. */
  counts: number[];
}

export interface ValueTarget {
  task: "regression";
  column: string;
  /** Of the training rows; population standard deviation. */
  mean: number;
  std: number;
}

/** Of a task that learns from the features alone. */
export interface NoTarget {
  task: UnsupervisedTask;
  column: null;
  /** A column to judge by. */
  label?: LabelState;
}

/** Fewer training rows a class than this, on average, are no ground to learn classes on. */
const LEAST_ROWS_A_CLASS = 2;

/** Learns the classes, or the mean and spread, from the training rows. Throws where nothing can be learnt. */
export function fitTarget(column: Column, task: SupervisedTask): SupervisedTarget {
  const rows = rowsOf(column);
  const { name } = column;
  if (!Array.from({ length: rows }).some((_, row) => !isMissing(column, row))) throw targetMissing(name);
  if (task === "regression") return fitValues(column);
  if (column.kind === "date") throw targetNotClass(name);
  const found = categoriesOf(column).filter(({ label }) => label !== null);
  const classes = found.map(({ label }) => label as string);
  if (classes.length === 1) throw targetConstant(name, classes[0] as string);
  const known = found.reduce((sum, { count }) => sum + count, 0);
  if (classes.length > 2 && known < classes.length * LEAST_ROWS_A_CLASS) throw tooManyClasses(name, classes.length, known);
  if (task === "binary" && classes.length > 2) throw notBinary(name, classes);
  return { task, column: name, classes, counts: found.map(({ count }) => count) };
}

function fitValues(column: Column): ValueTarget {
  const values = encodeValues(column).filter((value) => !Number.isNaN(value));
  const { mean, std } = moments(values);
  const largest = values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  if (!Number.isFinite(Math.fround(largest)) || !Number.isFinite(std)) throw targetTooLarge(column.name, largest);
  if (values.every((value) => value === values[0])) throw targetConstant(column.name, String(values[0]));
  return { task: "regression", column: column.name, mean, std };
}

/** For each row the index of its class, or its value; NaN where it is missing or a class that training never saw. */
export function encodeTarget(state: SupervisedTarget, column: Column): Float64Array {
  if (state.task === "regression") return encodeValues(column);
  const positions = new Map<string | null, number>(state.classes.map((label, i) => [label, i]));
  return Float64Array.from({ length: rowsOf(column) }, (_, row) => positions.get(labelAt(column, row)) ?? Number.NaN);
}

function encodeValues(column: Column): Float64Array {
  if (column.kind === "date") throw targetNotClass(column.name);
  return Float64Array.from({ length: rowsOf(column) }, (_, row) => {
    if (isMissing(column, row)) return Number.NaN;
    const value = column.kind === "number" ? (column.values[row] as number) : Number(labelAt(column, row));
    if (!Number.isFinite(value)) throw targetNotNumber(column.name, labelAt(column, row) as string, row + 1);
    return value;
  });
}
