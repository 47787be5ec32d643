import type { RecipeStep } from "../../protocol/experiment.ts";
import { columnEmpty } from "./errors.ts";
import { perColumn, type Step } from "./step.ts";
import { numberColumn, presentNumbers } from "./values.ts";

/**
 * A step that makes numbers of numbers, each column by itself. It learns from the values that are there, of which there
 * is at least one; `apply` leaves missing what is missing.
 */
export const perNumberColumn = <O extends RecipeStep, S>(step: {
  fit(present: Float64Array, options: O, name: string): S;
  apply(values: Float64Array, options: O, state: S, name: string): Float64Array;
}): Step<O, Record<string, S>> =>
  perColumn<O, S>({
    accepts: () => ["number"],
    fit(column, options) {
      const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
      if (present.length === 0) throw columnEmpty(column.name);
      return step.fit(present, options, column.name);
    },
    apply: (column, options, state) =>
      column.kind === "number" ? [numberColumn(column.name, step.apply(column.values, options, state, column.name))] : [column],
  });
