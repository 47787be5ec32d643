import { z } from "zod";

/** What all steps have in common. */
export const columns = z
  .union([z.array(z.string()).min(1), z.enum(["number", "category", "boolean", "date", "text", "all"])])
  .describe("Columns by name, or all of one type. The target is never among them.");

export const enabled = z.boolean().default(true).describe("false switches the step off without deleting it.");

/** `step` and `columns` first, `enabled` last, as a file shows them. */
export const step = <N extends string, O extends z.ZodRawShape>(name: N, options: O) =>
  z.strictObject({ step: z.literal(name), columns, ...options, enabled });

/** For steps that make new columns in place of old ones. */
export const keep = z.boolean().default(false).describe("true leaves the columns themselves in place, for later steps.");
