import type { ColumnProfile, Profile } from "../../protocol/profile.ts";

/** Nearly all of a text column's values are dates: of fewer, too much would be lost. */
const DATES = 0.95;

export const holdsDates = ({ textDates }: ColumnProfile): boolean => textDates !== undefined && textDates.share >= DATES;

/** Options of the step `change-type` that reads a column's text as dates. */
export const dateOptions = ({ textDates }: ColumnProfile): Record<string, unknown> => ({
  to: "date",
  ...(textDates?.format && { format: textDates.format }),
  ...(textDates && textDates.share < 1 && { unreadable: "missing" }),
});

/** The profile as it is once features that hold dates as text are read as dates. */
export const withDatesRead = (profile: Profile, target: string | undefined): Profile => ({
  ...profile,
  columns: profile.columns.map((column) => (column.name !== target && holdsDates(column) ? { ...column, type: "date" } : column)),
});

/** The steps that read them, as text of the file: one for all columns that are written alike. */
export function dateSteps(columns: readonly ColumnProfile[]): string[] {
  const alike = new Map<string, string[]>();
  for (const column of columns.filter(holdsDates)) {
    const options = Object.entries(dateOptions(column))
      .map(([key, value]) => `${json(key)}: ${json(value)}`)
      .join(", ");
    alike.set(options, [...(alike.get(options) ?? []), column.name]);
  }
  return Array.from(alike, ([options, names]) => `{ "step": "change-type", "columns": [${names.map(json).join(", ")}], ${options} }`);
}

const json = (value: unknown): string => JSON.stringify(value);
