import type { Column, Frame } from "../data/column.ts";
import { alignFrame } from "./align.ts";
import { nameTaken } from "./errors.ts";
import type { FittedRecipe, FittedStep } from "./fitted.ts";
import { namingRows } from "./naming-rows.ts";
import { stepFor } from "./steps.ts";
import { rowsOf, takeRows } from "./values.ts";

/** A frame that went through a recipe. */
export interface Prepared extends Frame {
  /** Position of each row in the frame that went in: a recipe may leave rows out. */
  kept: Int32Array;
}

/**
 * Prepares rows with a fitted recipe. Nothing is learnt here: each row comes out the same whatever rows are beside it.
 * An error names the row by its position in `frame`, from 1.
 */
export function applyRecipe(recipe: FittedRecipe, frame: Frame): Prepared {
  let columns = alignFrame(recipe.inputs, frame);
  let kept = Int32Array.from({ length: frame.rows }, (_, row) => row);
  for (const step of recipe.steps) {
    const original = kept;
    const result = namingRows(
      (position) => (original[position] as number) + 1,
      () => runStep(step, columns),
    );
    columns = result.columns;
    if (result.rows) kept = result.rows.map((row) => original[row] as number);
  }
  return { rows: kept.length, columns, kept };
}

/** One fitted step on a whole set of columns; `rows` says which rows stayed, where some went. */
export function runStep({ options, columns: names, state }: FittedStep, columns: Column[]): { columns: Column[]; rows?: Int32Array } {
  const step = stepFor(options);
  const byName = new Map(columns.map((column) => [column.name, column]));
  const chosen = names.map((name) => byName.get(name) as Column);
  for (const name of names) byName.delete(name); // what is left stays as it is
  const made = new Map<string, Column>();
  for (const column of step.apply(chosen, options, state)) {
    if (made.has(column.name) || byName.has(column.name)) throw nameTaken(column.name, options.step, column.name);
    made.set(column.name, column);
  }
  const inPlace = columns.flatMap(({ name }) => byName.get(name) ?? made.get(name) ?? []);
  for (const { name } of columns) made.delete(name);
  const result = [...inPlace, ...made.values()];
  if (!step.keeps) return { columns: result };
  const length = rowCount(columns);
  const rows = Int32Array.from({ length }, (_, row) => row).filter((row) => step.keeps?.(chosen, row) ?? true);
  return rows.length === length ? { columns: result } : { columns: result.map((column) => takeRows(column, rows)), rows };
}

const rowCount = ([first]: Column[]) => (first ? rowsOf(first) : 0);
