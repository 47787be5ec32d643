import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column, Frame } from "../data/column.ts";
import { alignFrame } from "./align.ts";
import { nameTaken } from "./errors.ts";
import type { FittedRecipe, FittedStep } from "./fitted.ts";
import { namingRows } from "./naming-rows.ts";
import { stepFor } from "./registry.ts";
import type { FitContext, Step } from "./step.ts";
import { positions, rowsOf, takeRows } from "./values.ts";

/** A frame that went through a recipe. */
export interface Prepared extends Frame {
  /** Position of each row in the frame that went in: a recipe may leave rows out. */
  kept: Int32Array;
}

/** What the steps of a recipe carry from row to row, step by step; `applyRecipe` moves it on. */
export type RecipeMemory = unknown[];

/** The memory of a recipe before the first row that comes after training. */
export const recall = (recipe: FittedRecipe): RecipeMemory =>
  recipe.steps.map(({ options, state }) => stepFor(options).remember?.(state) ?? null);

/**
 * Prepares rows with a fitted recipe. Nothing is learnt here: without lags or windows each row comes out the same whatever
 * rows are beside it; with them, rows handed in one after another with one memory come out as they do all at once.
 * An error names the row by its position in `frame`, from 1.
 */
export function applyRecipe(recipe: FittedRecipe, frame: Frame, memory: RecipeMemory = recall(recipe)): Prepared {
  let columns = alignFrame(recipe, frame);
  let kept = positions(frame.rows);
  for (const [index, step] of recipe.steps.entries()) {
    const original = kept;
    const result = namingRows(
      (position) => (original[position] as number) + 1,
      () => runStep(step, columns, { memory: memory[index] }),
    );
    columns = result.columns;
    if (result.rows) kept = result.rows.map((row) => original[row] as number);
  }
  return { rows: kept.length, columns, kept };
}

/** Rows are the training's own, or come after it. */
type Rows = { training: FitContext } | { memory: unknown };

/** One fitted step on a whole set of columns; `rows` says which rows stayed, where some went. */
export function runStep(
  { options, columns: names, state }: FittedStep,
  columns: Column[],
  rows: Rows,
): { columns: Column[]; rows?: Int32Array } {
  const step = stepFor(options);
  const byName = new Map(columns.map((column) => [column.name, column]));
  const chosen = names.map((name) => byName.get(name) as Column);
  for (const name of names) byName.delete(name); // what is left stays as it is
  const made = new Map<string, Column>();
  const outcomes = outcome(step, chosen, options, state, rows);
  for (const column of outcomes) {
    if (made.has(column.name) || byName.has(column.name)) throw nameTaken(column.name, options.step, column.name);
    made.set(column.name, column);
  }
  const newNames = new Map(step.renames ? names.map((name, i) => [name, (outcomes[i] as Column).name]) : []);
  const inPlace = columns.flatMap(({ name }) => byName.get(name) ?? made.get(newNames.get(name) ?? name) ?? []);
  for (const { name } of inPlace) made.delete(name);
  const result = [...inPlace, ...made.values()];
  const left = rowsLeft(step, chosen, options, state, rows, rowCount(columns));
  return left ? { columns: result.map((column) => takeRows(column, left)), rows: left } : { columns: result };
}

/** The rows that stay; undefined where all do. */
function rowsLeft(step: Step, chosen: Column[], options: RecipeStep, state: unknown, rows: Rows, count: number): Int32Array | undefined {
  const always = step.keeps?.(chosen, options, state);
  const here = "training" in rows ? step.keepsInTraining?.(chosen, options, state, rows.training) : undefined;
  if (!always && !here) return undefined;
  const left = positions(count, (row) => (always?.(row) ?? true) && (here?.(row) ?? true));
  return left.length === count ? undefined : left;
}

function outcome(step: Step, chosen: Column[], options: RecipeStep, state: unknown, rows: Rows): Column[] {
  if ("memory" in rows) return step.apply(chosen, options, state, rows.memory);
  // Training starts without a past: what is remembered for later rows is the end of these.
  return step.applyToTraining?.(chosen, options, state, rows.training) ?? step.apply(chosen, options, state, null);
}

const rowCount = ([first]: Column[]) => (first ? rowsOf(first) : 0);
