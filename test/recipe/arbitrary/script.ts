import { join } from "node:path";
import fc from "fast-check";
import { someOf } from "./table.ts";

/** Options of the step that runs the user's code: a file that is there. */
export const script: Record<string, fc.Arbitrary<object>> = {
  script: fc.record({
    file: fc.constant(join("recipe", "script", "features.ts")),
    columns: fc.oneof(someOf("size", "count", "color", "note", "when"), fc.constantFrom("number", "all")),
    options: fc.constantFrom({}, { suffix: "twin" }),
  }),
};
