import assert from "node:assert/strict";
import type { Frame } from "../../../src/engine/data/column.ts";
import { applyRecipe, recall } from "../../../src/engine/recipe/apply.ts";
import { learnRecipe } from "../../../src/engine/recipe/fit.ts";
import type { FittedRecipe } from "../../../src/engine/recipe/fitted.ts";
import { TrainyardError } from "../../../src/shared/errors.ts";
import { column, rowsOf, steps } from "../frames.ts";
import { begin, cellAt, type Row, rowsIn } from "./made.ts";

/** What these steps learn, after a journey through JSON; undefined where they are refused. */
export function fittedOn(list: readonly object[], frame: Frame, classes: boolean): FittedRecipe | undefined {
  const values = classes ? ["a", "b", "c"] : [0.5, 2, -3];
  const cells = Array.from({ length: frame.rows }, (_, i) => values[(i * 7) % 3] as string | number);
  const target = column("target", classes ? "category" : "number", cells);
  try {
    return JSON.parse(JSON.stringify(learnRecipe(steps(...list), frame, { target, seed: 3 }).recipe)) as FittedRecipe;
  } catch (error) {
    if (TrainyardError.is(error)) return undefined;
    throw error;
  }
}

/** Asserts that the code gives what the recipe gives, up to the first row that is refused: both refuse the same one. */
export function assertSame(recipe: FittedRecipe, source: string, frame: Frame): void {
  const prepare = begin(source);
  const memory = recall(recipe);
  for (const [at, row] of rowsIn(frame).entries()) {
    const one = rowsOf(frame, [at]);
    let found: Row | null;
    try {
      found = prepare(row);
    } catch (error) {
      assert.equal((error as Error).constructor, Error, String(error));
      assert.throws(() => applyRecipe(recipe, one, memory), TrainyardError, `${String(error)}\n${source}`);
      return;
    }
    const { rows: count, columns } = applyRecipe(recipe, one, memory);
    if (count === 0) assert.equal(found, null, source);
    else {
      assert.deepEqual(Object.keys(found ?? {}), recipe.features);
      const expected = Object.fromEntries(columns.map((made) => [made.name, plain(cellAt(made, 0))]));
      assert.deepEqual(Object.fromEntries(Object.entries(found ?? {}).map(([key, cell]) => [key, plain(cell)])), expected, source);
    }
  }
}

/** The sign of nothing is nothing. */
const plain = (cell: number | string | null) => (cell === 0 ? 0 : cell);
