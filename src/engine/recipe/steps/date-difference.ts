import type { Column } from "../../data/column.ts";
import { notADate } from "../dates/errors.ts";
import { byRole, type Step, type StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

type Options = StepOptions<"date-difference">;

export const MILLISECONDS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000 } as const;

/** Time between two dates as a number, whole or not; negative where the column is the earlier one. Missing where either is. */
export const dateDifference: Step<Options, null> = {
  accepts: () => ["date"],
  uses: (options) => otherColumn(options),

  fit(columns, options) {
    for (const other of byRole(columns, options, otherColumn(options)).used.values()) {
      if (other.kind !== "date") throw notADate(other.name, other.kind);
    }
    return null;
  },

  apply(columns, options) {
    const { since, unit, keep } = options;
    const { chosen, used } = byRole(columns, options, otherColumn(options));
    const other = used.get(since);
    const start = other?.kind === "date" ? other.values : null;
    const fixed = fixedDate(since);
    const made = chosen.flatMap((column): Column[] => {
      if (column.kind !== "date" || column === other) return [];
      const values = column.values.map((time, row) => (time - (start ? (start[row] as number) : fixed)) / MILLISECONDS[unit]);
      return [numberColumn(`${column.name}_${unit}_since_${since}`, values)];
    });
    return [...columns.filter((column) => keep || column === other || !chosen.includes(column)), ...made];
  },
};

const otherColumn = ({ since }: Options): readonly string[] => (Number.isNaN(fixedDate(since)) ? [since] : []);

/** Only what is written as ISO 8601 is a date here, and UTC where it names no zone; else it is a column's name. */
export function fixedDate(text: string): number {
  const match = /^(-?\d{4,6}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (!match) return Number.NaN;
  const [, day, time = "00:00", zone = "Z"] = match;
  return Date.parse(`${day}T${time}${zone}`);
}
