import type { RowFilter } from "../../protocol/rows.ts";
import { formatNumber } from "../../shared/format.ts";
import type { Column, DateColumn, NumberColumn } from "../data/column.ts";
import { categoriesOf } from "../recipe/categories.ts";
import { isMissing, labelAt, presentNumbers, rowsOf } from "../recipe/values.ts";

/** A part of a column's values: how it is written, how its rows are found in the data, and which they are here. */
export interface Bin {
  column: string;
  /** As in `age < 30`, `sex = male`. */
  condition: string;
  /** The value alone, as in `male`. */
  label: string;
  filter: RowFilter[];
}

export interface Binned {
  bins: Bin[];
  /** For each row its bin; -1 for rarer labels than are looked at. */
  codes: Int32Array;
}

const QUARTERS = 4;
const MOST_LABELS = 20;

/** A column in parts: labels (the most frequent 20), numbers of at most `few` values each by itself, others in quarters; missing apart. Null for text. */
export function binColumn(column: Column, few: number): Binned | null {
  if (column.kind === "text") return null;
  if (column.kind === "category") return byLabel(column);
  const values = presentNumbers(column.values);
  return new Set(values).size <= few ? byLabel(column) : byQuarter(column, values.slice().sort());
}

function byLabel(column: Exclude<Column, { kind: "text" }>): Binned {
  const found = categoriesOf(column);
  const kept = new Set([...found].sort((a, b) => b.count - a.count).slice(0, MOST_LABELS));
  const shown = found.filter((one) => kept.has(one));
  const codes = new Map(shown.map(({ label }, code) => [label, code]));
  const bins = shown.map(({ label }) => (label === null ? missing(column.name) : equal(column.name, label)));
  return { bins, codes: Int32Array.from({ length: rowsOf(column) }, (_, row) => codes.get(labelAt(column, row)) ?? -1) };
}

/** Between values that are there, so that the borders can be read. */
function byQuarter(column: NumberColumn | DateColumn, sorted: Float64Array): Binned {
  const inner = Array.from({ length: QUARTERS - 1 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / QUARTERS)] as number);
  const edges = [...new Set(inner)].filter((edge) => edge > (sorted[0] as number));
  const ranges = [null, ...edges].map((from, i) => range(column, from, edges[i] ?? null));
  const empty = column.values.some(Number.isNaN);
  const codes = Int32Array.from({ length: column.values.length }, (_, row) =>
    isMissing(column, row) ? ranges.length : edges.filter((edge) => (column.values[row] as number) >= edge).length,
  );
  return { bins: empty ? [...ranges, missing(column.name)] : ranges, codes };
}

const missing = (column: string): Bin => ({
  column,
  condition: `${column} is missing`,
  label: "missing",
  filter: [{ test: "missing", column }],
});

const equal = (column: string, label: string): Bin => ({
  column,
  condition: `${column} = ${label}`,
  label,
  filter: [{ test: "equals", column, values: [label] }],
});

function range({ name, kind }: NumberColumn | DateColumn, from: number | null, to: number | null): Bin {
  const shown = (value: number) =>
    kind === "date" ? new Date(value).toISOString().replace(/T00:00:00\.000Z$/, "") : formatNumber(value, 6);
  const label = from === null ? `< ${shown(to ?? Number.NaN)}` : to === null ? `>= ${shown(from)}` : `${shown(from)} to ${shown(to)}`;
  return {
    column: name,
    condition: from !== null && to !== null ? `${name} from ${shown(from)} to below ${shown(to)}` : `${name} ${label}`,
    label,
    filter: [{ test: "range", column: name, from, to }],
  };
}
