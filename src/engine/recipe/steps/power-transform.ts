import { perNumberColumn } from "../per-number-column.ts";
import { likeliestPower, yeoJohnson } from "../scale/yeo-johnson.ts";
import { moments } from "../statistics.ts";
import type { StepOptions } from "../step.ts";
import { shifted } from "../values.ts";

interface State {
  lambda: number;
  /** Of the raised training values. */
  mean: number;
  std: number;
}

/** Makes skewed numbers more like a bell curve, by scikit-learn's `PowerTransformer` (Yeo-Johnson). Missing stays missing. */
export const powerTransform = perNumberColumn<StepOptions<"power-transform">, State>({
  fit(present) {
    const lambda = present.some((value) => value !== present[0]) ? likeliestPower(present) : 1;
    return { lambda, ...moments(raise(present, lambda)) };
  },
  apply(values, { standardize }, { lambda, mean, std }) {
    const raised = raise(values, lambda);
    return standardize ? shifted(raised, mean, std) : raised;
  },
});

function raise(values: Float64Array, lambda: number): Float64Array {
  const raised = new Float64Array(values.length);
  for (let row = 0; row < raised.length; row += 1) raised[row] = yeoJohnson(values[row] as number, lambda);
  return raised;
}
