import type { Column } from "../data/column.ts";
import { categoriesOf } from "./categories.ts";
import { targetNeeded } from "./errors.ts";
import { lookUp } from "./lookup.ts";
import type { FitContext } from "./step.ts";
import { labelAt, rowsOf } from "./values.ts";

/** The target of the training rows, as steps learn from it. */
export type KnownTarget = { values: Float64Array } | ClassTarget;

interface ClassTarget {
  /** Sorted; of two the second is the positive one. */
  classes: string[];
  /** For each row its class. */
  codes: Int32Array;
}

/** Throws where a recipe is fitted without a target. `step` is what asks for it. */
export function knownTarget({ target, task }: FitContext, step: string): KnownTarget {
  if (!target) throw targetNeeded(step);
  if (task === "regression") return { values: valuesOf(target) };
  const classes = categoriesOf(target).flatMap(({ label }) => label ?? []);
  return { classes, codes: lookUp(target, new Map(classes.map((label, i) => [label, i])), -1) };
}

function valuesOf(target: Column): Float64Array {
  if (target.kind === "number" || target.kind === "date") return target.values;
  const values = new Float64Array(rowsOf(target));
  for (let row = 0; row < values.length; row += 1) values[row] = Number(labelAt(target, row));
  return values;
}
