import type { Column, Frame } from "../data/column.ts";
import { isMissing, labelAt } from "../recipe/values.ts";

const MOST_COLUMNS = 30;
const MOST_CHARACTERS = 200;

/** The columns whose values a report shows beside its rows. */
export const shownColumns = ({ columns }: Frame, without: string | null): Column[] =>
  columns.filter(({ name }) => name !== without).slice(0, MOST_COLUMNS);

/** A value as it is shown; a long text is cut. */
export function cellOf(column: Column, row: number): string | number | null {
  if (isMissing(column, row)) return null;
  if (column.kind === "number") return column.values[row] as number;
  const label = column.kind === "date" ? dayOf(column.values[row] as number) : (labelAt(column, row) as string);
  return label.length > MOST_CHARACTERS ? `${label.slice(0, MOST_CHARACTERS - 1)}…` : label;
}

/** Midnight is said by no one. */
const dayOf = (time: number): string => new Date(time).toISOString().replace(/T00:00:00\.000Z$/, "");
