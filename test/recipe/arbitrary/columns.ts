import fc from "fast-check";
import { anyColumns, someOf } from "./table.ts";

const unreadable = fc.constantFrom("error", "missing", "keep");

/** Options of the steps about whole columns, by the step's name. */
export const columnSteps: Record<string, fc.Arbitrary<object>> = {
  "change-type": fc.oneof(
    fc.record({ columns: anyColumns, to: fc.constantFrom("number", "text", "category", "date"), unreadable }),
    fc.record({
      columns: someOf("flag", "note", "color"),
      to: fc.constantFrom("boolean", "number"),
      decimal: fc.constantFrom(".", ","),
      unreadable,
    }),
    fc.record({
      columns: someOf("count", "note", "tags"),
      to: fc.constant("date"),
      format: fc.constantFrom("%y", "%m,%d", "epoch-seconds"),
      unreadable,
    }),
  ),
  "rename-column": fc.record({
    columns: fc.constantFrom(["size"], ["note"], ["color", "note"]),
    to: fc.constantFrom("renamed", "other name", "note"),
  }),
  "drop-columns": fc.record({ columns: anyColumns }),
  "keep-columns": fc.record({ columns: anyColumns }),
};
