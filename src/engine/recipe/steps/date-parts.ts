import type { Column } from "../../data/column.ts";
import { clockOf } from "../dates/clock.ts";
import { dayReader } from "../dates/days.ts";
import { isPresent, OF_THE_CLOCK, PARTS } from "../dates/parts.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

type Options = StepOptions<"date-parts">;

/** Takes a date apart into numbers, as pandas' `Series.dt`. A missing date gives missing parts. */
export const dateParts = perColumn<Options, null>({
  accepts: () => ["date"],
  fit: () => null,
  apply(column, options) {
    if (column.kind !== "date") return [column];
    const made = partsOf(column.name, column.values, options);
    return options.keep ? [column, ...made] : made;
  },
});

function partsOf(name: string, times: Float64Array, { parts, timeZone }: Options): Column[] {
  const clock = clockOf(timeZone);
  const wall = times.map((time) => (isPresent(time) ? clock(time) : Number.NaN));
  const readDays = dayReader(wall);
  return [...new Set(parts)].flatMap((part) =>
    Object.entries(PARTS[part]).map(([suffix, read]) => {
      const values = OF_THE_CLOCK.has(part) ? wall.map((time) => (isPresent(time) ? read(new Date(time)) : Number.NaN)) : readDays(read);
      return numberColumn(`${name}_${suffix}`, values);
    }),
  );
}
