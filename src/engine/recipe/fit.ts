import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column, Frame } from "../data/column.ts";
import { checkFinite } from "./align.ts";
import { type Prepared, runStep } from "./apply.ts";
import type { FittedRecipe, FittedStep } from "./fitted.ts";
import { stepFor } from "./registry.ts";
import { selectColumns } from "./select.ts";
import type { FitContext } from "./step.ts";
import { takeRows } from "./values.ts";

export interface FitOptions {
  /** Number columns that hold truth values: what the selector `boolean` picks. */
  booleans?: ReadonlySet<string>;
  /** The target of the rows of the frame, for the steps that learn from it. Known in every row. */
  target?: Column;
  seed?: number;
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
export function learnRecipe(
  steps: readonly RecipeStep[],
  frame: Frame,
  { booleans = new Set(), target, seed = 0 }: FitOptions = {},
): LearntRecipe {
  const inputs = frame.columns.map(({ name, kind }) => ({ name, kind }));
  for (const column of frame.columns) checkFinite(column);
  const fitted: FittedStep[] = [];
  let context: FitContext = { target: target ?? null, seed };
  let columns: Column[] = frame.columns;
  let kept = Int32Array.from({ length: frame.rows }, (_, row) => row);
  for (const [index, options] of steps.entries()) {
    if (!options.enabled) continue;
    const chosen = selectColumns(columns, options, index, booleans);
    if (chosen.length === 0) continue;
    const step: FittedStep = { options, columns: chosen.map(({ name }) => name), state: stepFor(options).fit(chosen, options, context) };
    const result = runStep(step, columns, { training: context });
    columns = result.columns;
    fitted.push(step);
    if (!result.rows) continue;
    kept = result.rows.map((row) => kept[row] as number);
    context = { ...context, target: context.target && takeRows(context.target, result.rows) };
  }
  const recipe: FittedRecipe = { version: 1, inputs, steps: fitted, features: columns.map(({ name }) => name) };
  return { recipe, training: { rows: kept.length, columns, kept } };
}

/** The recipe alone. */
export const fitRecipe = (steps: readonly RecipeStep[], frame: Frame, options?: FitOptions): FittedRecipe =>
  learnRecipe(steps, frame, options).recipe;
