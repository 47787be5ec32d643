import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column, Frame } from "../data/column.ts";
import { checkFinite } from "./align.ts";
import { runStep } from "./apply.ts";
import type { FittedRecipe, FittedStep } from "./fitted.ts";
import { selectColumns } from "./select.ts";
import { stepFor } from "./steps.ts";

export interface FitOptions {
  /** Number columns that hold truth values: what the selector `boolean` picks. */
  booleans?: ReadonlySet<string>;
}

/**
 * Learns a recipe from the training rows, step after step, each on what the steps before it made.
 * `frame` holds the training rows of the features, without the target.
 */
export function fitRecipe(steps: readonly RecipeStep[], frame: Frame, { booleans = new Set() }: FitOptions = {}): FittedRecipe {
  const inputs = frame.columns.map(({ name, kind }) => ({ name, kind }));
  for (const column of frame.columns) checkFinite(column);
  const fitted: FittedStep[] = [];
  let columns: Column[] = frame.columns;
  for (const [index, options] of steps.entries()) {
    if (!options.enabled) continue;
    const chosen = selectColumns(columns, options, index, booleans);
    if (chosen.length === 0) continue;
    const step: FittedStep = { options, columns: chosen.map(({ name }) => name), state: stepFor(options).fit(chosen, options) };
    columns = runStep(step, columns).columns;
    fitted.push(step);
  }
  return { version: 1, inputs, steps: fitted, features: columns.map(({ name }) => name) };
}
