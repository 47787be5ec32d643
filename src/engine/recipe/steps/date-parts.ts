import type { Column } from "../../data/column.ts";
import { clockOf } from "../dates/clock.ts";
import { isPresent, PARTS } from "../dates/parts.ts";
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
  return [...new Set(parts)].flatMap((part) =>
    Object.entries(PARTS[part]).map(([suffix, read]) =>
      numberColumn(
        `${name}_${suffix}`,
        wall.map((time) => (isPresent(time) ? read(new Date(time)) : Number.NaN)),
      ),
    ),
  );
}
