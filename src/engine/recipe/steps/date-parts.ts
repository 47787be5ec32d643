import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

type Part = StepOptions<"date-parts">["parts"][number];

/** Takes a date apart into numbers (UTC; `day_of_week` counts from Monday = 0, as pandas). A missing date gives missing parts. */
export const dateParts = perColumn<StepOptions<"date-parts">, null>({
  accepts: () => ["date"],
  fit: () => null,
  apply(column, { parts }) {
    if (column.kind !== "date") return [column];
    return parts.flatMap((part) =>
      Object.entries(PARTS[part]).map(([suffix, read]) => {
        const values = column.values.map((time) => (Number.isNaN(time) ? Number.NaN : read(new Date(time))));
        return numberColumn(`${column.name}_${suffix}`, values);
      }),
    );
  },
});

const month = (date: Date) => date.getUTCMonth() + 1;
const dayOfWeek = (date: Date) => (date.getUTCDay() + 6) % 7;
const turn = (share: number) => 2 * Math.PI * share;

const PARTS: Record<Part, Record<string, (date: Date) => number>> = {
  year: { year: (date) => date.getUTCFullYear() },
  month: { month },
  day: { day: (date) => date.getUTCDate() },
  hour_of_day: { hour_of_day: (date) => date.getUTCHours() },
  day_of_week: { day_of_week: dayOfWeek },
  is_weekend: { is_weekend: (date) => (dayOfWeek(date) >= 5 ? 1 : 0) },
  month_cyclic: {
    month_sin: (date) => Math.sin(turn((month(date) - 1) / 12)),
    month_cos: (date) => Math.cos(turn((month(date) - 1) / 12)),
  },
  day_of_week_cyclic: {
    day_of_week_sin: (date) => Math.sin(turn(dayOfWeek(date) / 7)),
    day_of_week_cos: (date) => Math.cos(turn(dayOfWeek(date) / 7)),
  },
};
