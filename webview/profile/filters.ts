import type { ColumnProfile, HistogramBin, Profile } from "../../src/protocol/profile.ts";
import type { RowFilter } from "../../src/protocol/rows.ts";
import { plural } from "../../src/shared/format.ts";
import { formatValue } from "./sentences.ts";

/** The rows of one bin of a histogram; the last bin holds its upper end. */
export const binFilter = ({ name }: ColumnProfile, bins: readonly HistogramBin[], at: number): RowFilter => ({
  column: name,
  test: "range",
  from: bins[at]?.from ?? null,
  to: bins[at]?.to ?? null,
  ...(at === bins.length - 1 ? { closed: true } : {}),
});

export const valueFilter = (column: string, value: string, not = false): RowFilter => ({
  column,
  test: "equals",
  values: [value],
  ...(not ? { not: true } : {}),
});

export const missingFilter = (column: string, not = false): RowFilter => ({ column, test: "missing", ...(not ? { not: true } : {}) });

/** The filters with one more; one of the same kind on the same column gives way, a value joins the values already asked for. */
export function withFilter(filters: readonly RowFilter[], added: RowFilter): RowFilter[] {
  const same = filters.find(
    (known) => known.column === added.column && known.test === added.test && (known.not ?? false) === (added.not ?? false),
  );
  if (!same) return [...filters, added];
  const next =
    same.test === "equals" && added.test === "equals" ? { ...added, values: [...new Set([...same.values, ...added.values])] } : added;
  return filters.map((known) => (known === same ? next : known));
}

/** A filter in words: `island is Biscoe or Dream`, `body_mass_g from 3,500 to below 4,000`. */
export function filterText(filter: RowFilter, profile: Pick<Profile, "columns">): string {
  const column = profile.columns.find(({ name }) => name === filter.column);
  const not = filter.not ? "not " : "";
  switch (filter.test) {
    case "rows":
      return filter.numbers.length > 5
        ? `${filter.not ? "not " : ""}${plural(filter.numbers.length, "row")} by number`
        : `row is ${not}${filter.numbers.map((number) => number.toLocaleString("en-US")).join(" or ")}`;
    case "missing":
      return `${filter.column} is ${not}missing`;
    case "contains":
      return `${filter.column} ${filter.not ? "does not contain" : "contains"} ${filter.text}`;
    case "equals":
      return `${filter.column} is ${not}${listed(filter.values)}`;
    case "range": {
      const value = (figure: number) => (column ? formatValue(column, figure) : String(figure));
      const from = filter.from === null ? "" : ` from ${value(filter.from)}`;
      const to = filter.to === null ? "" : ` to ${filter.closed ? "" : "below "}${value(filter.to)}`;
      return `${filter.column} ${not}${`${from}${to}`.trim()}`;
    }
  }
}

const listed = (values: readonly string[]): string => {
  const shown = values.slice(0, 3).map((value) => (value === "" ? "empty text" : value));
  return values.length > 3 ? `${shown.join(", ")} or ${values.length - 3} more` : shown.join(" or ");
};
