import { binEdges } from "../derive/bin-edges.ts";
import { edgesNotRising } from "../derive/errors.ts";
import { columnEmpty } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn, presentNumbers } from "../values.ts";

type Options = StepOptions<"bins">;

interface State {
  /** Where a bin ends and the next begins, rising: one bin more than edges. */
  edges: number[];
}

/**
 * Which of several ranges a number is in, as scikit-learn's `KBinsDiscretizer`: `a_bin` counts from 0, or `a_bin_0`,
 * `a_bin_1`... are 0 and 1. What is beyond the training range is in the first or the last bin. Missing stays missing.
 */
export const bins = perColumn<Options, State>({
  accepts: () => ["number"],

  fit(column, { strategy, count, edges }) {
    if (edges) {
      const wrong = edges.findIndex((edge, i) => i > 0 && edge <= (edges[i - 1] as number));
      if (wrong >= 0) throw edgesNotRising(wrong);
      return { edges };
    }
    const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
    if (present.length === 0) throw columnEmpty(column.name);
    return { edges: binEdges(present, strategy, count) };
  },

  apply(column, { output, keep }, { edges }) {
    if (column.kind !== "number") return [column];
    const bin = column.values.map((value) => (Number.isNaN(value) ? value : binOf(value, edges)));
    const name = `${column.name}_bin`;
    const made =
      output === "ordinal"
        ? [numberColumn(name, bin)]
        : Array.from({ length: edges.length + 1 }, (_, i) =>
            numberColumn(
              `${name}_${i}`,
              bin.map((value) => (Number.isNaN(value) ? value : Number(value === i))),
            ),
          );
    return keep ? [column, ...made] : made;
  },
});

/** How many edges lie at the value or below it: numpy's `searchsorted`, side right. */
function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
