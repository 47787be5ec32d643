import type { Task } from "../../protocol/evaluation.ts";
import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column, Frame } from "../data/column.ts";
import { checkFinite } from "./align.ts";
import { type Prepared, runStep } from "./apply.ts";
import { noRowsLeft, statisticInfinite } from "./errors.ts";
import type { FittedRecipe, FittedStep, Lenient } from "./fitted.ts";
import { namingRows } from "./naming-rows.ts";
import { neededOnly } from "./needed.ts";
import { stepFor } from "./registry.ts";
import { selectColumns } from "./select.ts";
import type { FitContext } from "./step.ts";
import { positions, takeRows } from "./values.ts";

export interface FitOptions {
  /** Number columns that hold truth values: what the selector `boolean` picks. */
  booleans?: ReadonlySet<string>;
  /** The target of the rows of the frame, for the steps that learn from it. Known in every row. */
  target?: Column;
  /** Absent: regression where the target is a number, else classes. */
  task?: Task;
  seed?: number;
  /** What rows to come may lack. */
  lenient?: Lenient;
}

export interface LearntRecipe {
  recipe: FittedRecipe;
  /** The training rows themselves, prepared. They may differ from what `applyRecipe` makes of the same rows. */
  training: Prepared;
}

/**
 * Learns a recipe from the training rows, step after step, each on what the steps before it made.
 * `frame` holds the training rows of the features, without the target.
 */
export function learnRecipe(steps: readonly RecipeStep[], frame: Frame, options: FitOptions = {}): LearntRecipe {
  let learning = beginRecipe(frame, options);
  for (const [index, step] of steps.entries()) learning = learnStep(learning, step, index);
  return learnt(learning);
}

/** A learnt recipe, to be kept and used. */
export function learnt({ inputs, fitted, columns, kept, lenient }: Learning): LearntRecipe {
  const needed = neededOnly(inputs, fitted);
  const recipe: FittedRecipe = { version: 1, ...needed, ...(lenient && { lenient }), features: columns.map(({ name }) => name) };
  return { recipe, training: { rows: kept.length, columns, kept } };
}

/** A recipe learnt up to some step. Never changed: what comes next is a new one. */
export interface Learning {
  inputs: FittedRecipe["inputs"];
  fitted: FittedStep[];
  /** The training rows after the steps so far; `kept`: position of each among those that went in. */
  columns: Column[];
  kept: Int32Array;
  booleans: ReadonlySet<string>;
  context: FitContext;
  lenient: Lenient | undefined;
}

/** Before the first step. */
export function beginRecipe(frame: Frame, { booleans = new Set(), target, task, seed = 0, lenient }: FitOptions = {}): Learning {
  for (const column of frame.columns) checkFinite(column);
  return {
    inputs: frame.columns.map(({ name, kind }) => ({ name, kind })),
    fitted: [],
    columns: frame.columns,
    kept: positions(frame.rows),
    booleans,
    context: { target: target ?? null, task: task ?? (target?.kind === "number" ? "regression" : "multiclass"), seed },
    lenient,
  };
}

/**
 * One step on, on what the steps before it made. A step that is switched off, or finds no column, changes nothing. An
 * error names the row by its position among those that went into the recipe, from 1.
 */
export function learnStep(learning: Learning, options: RecipeStep, index: number): Learning {
  const { columns, context, kept, fitted } = learning;
  if (!options.enabled) return learning;
  const chosen = selectColumns(columns, options, index, learning.booleans);
  if (chosen.length === 0) return learning;
  const { step, result } = namingRows(
    (position) => (kept[position] as number) + 1,
    () => {
      const state = stepFor(options).fit(chosen, options, context);
      if (!isPlain(state)) throw statisticInfinite((chosen[0] as Column).name, options.step);
      const made: FittedStep = { options, columns: chosen.map(({ name }) => name), state };
      return { step: made, result: runStep(made, columns, { training: context }) };
    },
  );
  const booleans = booleansAfter(learning.booleans, options, step.columns);
  const next = { ...learning, booleans, columns: result.columns, fitted: [...fitted, step] };
  if (!result.rows) return next;
  if (result.rows.length === 0 && kept.length > 0) throw noRowsLeft(options.step, index);
  const target = context.target && takeRows(context.target, result.rows);
  return { ...next, kept: result.rows.map((row) => kept[row] as number), context: { ...context, target } };
}

/** The truth values there are after a step that makes or renames some. */
function booleansAfter(before: ReadonlySet<string>, options: RecipeStep, columns: readonly string[]): ReadonlySet<string> {
  if (options.step === "change-type" && options.to === "boolean") return new Set([...before, ...columns]);
  return options.step === "rename-column" && columns.some((name) => before.has(name)) ? new Set([...before, options.to]) : before;
}

/** JSON knows no infinite number: it would come back as null. */
function isPlain(state: unknown): boolean {
  if (typeof state === "number") return Number.isFinite(state);
  return typeof state !== "object" || state === null || Object.values(state).every(isPlain);
}

/** The recipe alone. */
export const fitRecipe = (steps: readonly RecipeStep[], frame: Frame, options?: FitOptions): FittedRecipe =>
  learnRecipe(steps, frame, options).recipe;
