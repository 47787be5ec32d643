import fc from "fast-check";
import { recipeStep } from "../../../src/protocol/recipe/step.schema.ts";
import { someOf } from "./table.ts";

const parts = recipeStep.options.flatMap(({ shape }) => ("timeZone" in shape ? shape.parts.unwrap().element.options : []));

/** Options of the steps on dates, by the step's name. */
export const dates: Record<string, fc.Arbitrary<object>> = {
  "date-parts": fc.record({
    columns: fc.oneof(someOf("when", "until"), fc.constant("date")),
    parts: fc.subarray(parts, { minLength: 1 }),
    timeZone: fc.constantFrom("UTC", "UTC", "Europe/Berlin", "Asia/Kathmandu", "Nowhere/Land"),
    keep: fc.boolean(),
  }),
  "date-difference": fc.record({
    columns: fc.oneof(someOf("when", "until"), fc.constant("date")),
    since: fc.constantFrom("until", "when", "2024-01-31", "2024-02-29T12:30:00+02:00", "size", "nowhere"),
    unit: fc.constantFrom("seconds", "minutes", "hours", "days", "weeks"),
    keep: fc.boolean(),
  }),
};
