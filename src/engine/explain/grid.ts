import type { PartialDependence } from "../../protocol/explanation.ts";
import type { Column } from "../data/column.ts";
import { categoriesOf } from "../recipe/categories.ts";
import { presentNumbers } from "../recipe/values.ts";

const MOST_LABELS = 12;

/** The values that a column is set to, and the column of `rows` rows that holds one of them. */
export interface Grid {
  kind: PartialDependence["kind"];
  values: (number | string)[];
  fill(value: number | string, rows: number): Column;
}

/**
 * scikit-learn's grid: each value where there are fewer than `points`, else evenly from the 5th to the 95th percentile (scipy's
 * `mquantiles`); of labels the most frequent 12. Null for text, and where there are not two values.
 */
export function gridOf(column: Column, points: number): Grid | null {
  if (column.kind === "text") return null;
  const { name, kind } = column;
  if (column.kind === "category") {
    const found = categoriesOf(column).filter(({ label }) => label !== null);
    const kept = new Set([...found].sort((a, b) => b.count - a.count).slice(0, MOST_LABELS));
    const values = found.filter((one) => kept.has(one)).map(({ label }) => label as string);
    const { levels } = column;
    const fill: Grid["fill"] = (value, rows) => ({
      kind: "category",
      name,
      levels,
      codes: new Int32Array(rows).fill(levels.indexOf(String(value))),
    });
    return values.length < 2 ? null : { kind: "category", values, fill };
  }
  const sorted = presentNumbers(column.values).slice().sort();
  const distinct = [...new Set(sorted)];
  if (distinct.length < 2) return null;
  const values = distinct.length < points ? distinct : evenlySpaced(empirical(sorted, 0.05), empirical(sorted, 0.95), points);
  if (values[0] === values.at(-1)) return null;
  return {
    kind: kind as "number" | "date",
    values,
    fill: (value, rows) => ({ kind: column.kind, name, values: new Float64Array(rows).fill(Number(value)) }),
  };
}

/** scipy's `mquantiles` with its defaults (alphap = betap = 0.4). */
function empirical(sorted: Float64Array, p: number): number {
  const n = sorted.length;
  const place = n * p + 0.4 + p * 0.2;
  const k = Math.floor(Math.min(n - 1, Math.max(1, place)));
  const share = Math.min(1, Math.max(0, place - k));
  return (1 - share) * (sorted[k - 1] as number) + share * (sorted[k] as number);
}

const evenlySpaced = (low: number, high: number, points: number): number[] =>
  Array.from({ length: points }, (_, i) => (i === points - 1 ? high : low + i * ((high - low) / (points - 1))));
