import type { Frame } from "../data/column.ts";
import type { Compared } from "../evaluate/evaluate.ts";
import type { FittedModel, Predictions } from "../model/algorithm.ts";
import { applyRecipe, type RecipeMemory } from "../recipe/apply.ts";
import type { FittedRecipe } from "../recipe/fitted.ts";
import { stepFor } from "../recipe/registry.ts";
import { positions, takeRows } from "../recipe/values.ts";
import { randomFrom, shuffle } from "../train/random.ts";

/** A model and the rows that it is looked at with, as they were read: what went into its recipe. */
export interface Explained {
  model: FittedModel<unknown>;
  recipe: FittedRecipe;
  /** What the model said of these rows, and what was true. */
  compared: Compared;
  /** One row for each prediction. */
  raw: Frame;
  /** What the recipe remembers of the rows before these, made anew each time: applying moves it on. */
  memory(): RecipeMemory;
}

/** Whether a row comes out otherwise when other rows stand before it. */
export const looksBack = ({ steps }: FittedRecipe): boolean =>
  steps.some(
    ({ options }) => stepFor(options).remember !== undefined && (options.step !== "fill-missing" || options.strategy === "forward"),
  );

/** Predictions for rows that were changed; `kept` are the positions of those that the recipe did not drop. */
export async function repredict(
  { model, recipe, memory }: Explained,
  frame: Frame,
): Promise<{ predictions: Predictions; kept: Int32Array }> {
  const prepared = applyRecipe(recipe, frame, memory());
  return { predictions: await model.predict(model.read(prepared)), kept: prepared.kept };
}

/** At most so many rows, drawn by the seed and in their order. Rows that lean on those before them are taken from the start. */
export function sampleOf(explained: Explained, most: number, seed: number): Explained {
  const { raw, compared } = explained;
  if (raw.rows <= most) return explained;
  const order = positions(raw.rows);
  if (!looksBack(explained.recipe)) shuffle(order, randomFrom(seed, "explain"));
  return takeExplained(explained, order.slice(0, most).sort(), compared);
}

function takeExplained(explained: Explained, rows: Int32Array, compared: Compared): Explained {
  const { width } = compared.predictions;
  const values = new Float64Array(rows.length * width);
  for (const [i, row] of rows.entries()) values.set(compared.predictions.values.subarray(row * width, (row + 1) * width), i * width);
  return {
    ...explained,
    raw: { rows: rows.length, columns: explained.raw.columns.map((column) => takeRows(column, rows)) },
    compared: { ...compared, actual: Float64Array.from(rows, (row) => compared.actual[row] as number), predictions: { values, width } },
  };
}
