import { z } from "zod";
import { keep, step } from "./common.ts";

export const datePart = z.enum([
  "year",
  "quarter",
  "month",
  "week",
  "day",
  "day_of_year",
  "day_of_week",
  "hour_of_day",
  "minute",
  "is_weekend",
  "is_month_start",
  "is_month_end",
  "is_quarter_start",
  "is_quarter_end",
  "is_year_start",
  "is_year_end",
  "month_cyclic",
  "day_of_week_cyclic",
  "day_of_year_cyclic",
  "hour_of_day_cyclic",
]);

/** Steps that make numbers of dates. */
export const dates = [
  step("date-parts", {
    parts: z
      .array(datePart)
      .min(1)
      .default(["month_cyclic", "day_of_week_cyclic"])
      .describe("`day_of_week` counts from Monday = 0, `week` is ISO 8601's; a cyclic part is two columns, sine and cosine."),
    timeZone: z.string().default("UTC").describe("Where the clock stands that the parts are read from, such as Europe/Berlin."),
    keep,
  }),
  step("date-difference", {
    since: z.string().min(1).describe("Another date column, or a date such as 2024-01-31: the columns less this."),
    unit: z.enum(["seconds", "minutes", "hours", "days", "weeks"]).default("days").describe("What the difference is counted in."),
    keep,
  }),
] as const;
