import { z } from "zod";
import { columns, enabled, step } from "./common.ts";

/** Steps about whole columns: their type, their name, whether they are there. */
export const columnSteps = [
  step("change-type", {
    to: z.enum(["number", "text", "category", "date", "boolean"]).describe("The type to read the values as; a boolean is 0 or 1."),
    format: z
      .string()
      .min(1)
      .optional()
      .describe("Of dates in text: %d/%m/%Y %H:%M and the like; `epoch-seconds` or `epoch-milliseconds` of numbers. Absent: ISO 8601."),
    decimal: z.enum([".", ","]).default(".").describe("Decimal sign of numbers in text; the other one groups thousands."),
    unreadable: z
      .enum(["error", "missing", "keep"])
      .default("error")
      .describe("What cannot be read: an error, a missing value, or a column left as it is when training has such a value."),
  }),
  step("rename-column", {
    to: z.string().min(1).describe("The new name; give one column."),
  }),
  step("drop-columns", {}),
  z.strictObject({ step: z.literal("keep-columns"), columns: columns.describe("The columns to keep; all others are left out."), enabled }),
] as const;
