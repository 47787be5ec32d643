import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import type { ProfileView } from "./view.ts";

export type ColumnSort = "file" | "name" | "type" | "missing" | "distinct" | "target";

/** The columns that match the view's search and type, in the order it asks for. */
export function columnsOf(profile: Profile, { query, type, sort, descending }: ProfileView): ColumnProfile[] {
  const wanted = query.trim().toLowerCase();
  const alerted = type === "alerts" ? new Set(profile.alerts.flatMap(({ columns }) => columns)) : null;
  const found = profile.columns.filter(
    (column) =>
      (wanted === "" || column.name.toLowerCase().includes(wanted)) &&
      (type === "" || (alerted ? alerted.has(column.name) : column.type === type)),
  );
  const order = ORDERS[sort];
  if (order) found.sort(order);
  return descending ? found.reverse() : found;
}

const byName = (a: ColumnProfile, b: ColumnProfile): number => a.name.localeCompare(b.name, "en", { numeric: true });

const ORDERS: Record<ColumnSort, ((a: ColumnProfile, b: ColumnProfile) => number) | null> = {
  file: null,
  name: byName,
  type: (a, b) => a.type.localeCompare(b.type) || byName(a, b),
  missing: (a, b) => a.missing - b.missing || byName(a, b),
  distinct: (a, b) => a.distinct - b.distinct || byName(a, b),
  target: (a, b) => strength(a) - strength(b) || byName(a, b),
};

const strength = ({ toTarget }: ColumnProfile): number => (toTarget ? Math.abs(toTarget.value) : -1);
