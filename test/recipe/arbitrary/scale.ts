import fc from "fast-check";
import { NUMBERS, someOf } from "./table.ts";

const columns = fc.oneof(someOf(...NUMBERS), fc.constant("number"));

/** Options of the steps that scale, by the step's name. */
export const scale: Record<string, fc.Arbitrary<object>> = {
  "standard-scale": fc.record({ columns }),
  "min-max-scale": fc.record({ columns, range: fc.constantFrom([0, 1], [-1, 3]) }),
  "robust-scale": fc.record({ columns, percentiles: fc.constantFrom([25, 75], [0, 90]) }),
  "log-transform": fc.record({ columns, shift: fc.constantFrom(0, 1, 4), outOfRange: fc.constantFrom("error", "missing", "clip") }),
  "quantile-scale": fc.record({ columns, quantiles: fc.constantFrom(2, 5, 1000), distribution: fc.constantFrom("uniform", "normal") }),
  "power-transform": fc.record({ columns, standardize: fc.boolean() }),
};
