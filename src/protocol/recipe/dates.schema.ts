import { z } from "zod";
import { step } from "./common.ts";

/** Steps that make numbers of dates. */
export const dates = [
  step("date-parts", {
    parts: z
      .array(z.enum(["year", "month", "day", "hour_of_day", "day_of_week", "is_weekend", "month_cyclic", "day_of_week_cyclic"]))
      .min(1)
      .default(["month_cyclic", "day_of_week_cyclic"]),
  }),
] as const;
