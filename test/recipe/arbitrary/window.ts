import fc from "fast-check";
import { NUMBERS, someOf } from "./table.ts";

const shared = {
  columns: fc.oneof(someOf(...NUMBERS), fc.constant("number")),
  by: fc.oneof(someOf("color", "grade", "until"), fc.constant(["grade"])),
  order: fc.constantFrom("when", "count", "note"),
};

const periods = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });
const statisticsOf = (...names: string[]) => fc.subarray(names, { minLength: 1 });
const includeCurrent = fc.boolean();

const options = (own: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(fc.record({ ...shared, ...own }), fc.boolean(), fc.integer({ min: 0, max: 3 }))
    .map(([{ by, order, ...rest }, grouped, ordered]) => ({ ...rest, ...(grouped && { by }), ...(ordered === 0 && { order }) }));

/** Options of the steps that look back, by the step's name; random rows are seldom in the order of a column. */
export const window: Record<string, fc.Arbitrary<object>> = {
  lag: options({ periods }),
  difference: options({ periods }),
  rolling: options({
    window: fc.integer({ min: 1, max: 4 }),
    minPeriods: fc.integer({ min: 1, max: 3 }),
    statistics: statisticsOf("mean", "std", "min", "max", "sum", "median"),
    includeCurrent,
  }),
  cumulative: options({ statistics: statisticsOf("sum", "mean", "min", "max", "count"), includeCurrent }),
};
