import type { ClusterProfiles, FarRow, Typical } from "../../../protocol/explanation.ts";
import type { Column, Frame } from "../../data/column.ts";
import type { Insight } from "../../model/algorithm.ts";
import { categoriesOf } from "../../recipe/categories.ts";
import { moments } from "../../recipe/statistics.ts";
import { positions, presentNumbers, takeRows } from "../../recipe/values.ts";
import { cellOf, shownColumns } from "../cells.ts";

const MOST_COLUMNS = 50;
const MOST_ROWS = 3;

/** What sets clusters apart: each column's mean or most frequent value in each of them beside all rows, and their rows next to the middle and farthest from it. */
export function clusterProfiles(
  { count, labels, distances }: NonNullable<Insight["clusters"]>,
  raw: Frame,
  numbers: ArrayLike<number>,
): ClusterProfiles {
  const members = Array.from({ length: count }, (_, k) => positions(raw.rows, (row) => labels[row] === k));
  const columns = raw.columns.flatMap((column) => {
    if (column.kind === "text") return [];
    const typical = typicalOf(column);
    const all = typical(positions(raw.rows));
    if (all.value === null) return [];
    return [{ column: column.name, kind: column.kind, all, clusters: members.map(typical) }];
  });
  const apart = ({ clusters }: (typeof columns)[number]) => Math.max(...clusters.map(({ difference }) => Math.abs(difference ?? 0)));
  const shown = shownColumns(raw, null);
  return {
    columns: columns.sort((a, b) => apart(b) - apart(a)).slice(0, MOST_COLUMNS),
    clusters: members.map((rows, k) => {
      const sorted = [...rows].sort((a, b) => (distances[a] as number) - (distances[b] as number) || a - b);
      const farRow = (row: number): FarRow => ({
        row: numbers[row] as number,
        distance: distances[row] as number,
        cells: shown.map((column) => cellOf(column, row)),
      });
      const nearest = sorted.slice(0, MOST_ROWS);
      const farthest = sorted.slice(nearest.length).reverse().slice(0, MOST_ROWS);
      return { label: String(k), rows: rows.length, nearest: nearest.map(farRow), farthest: farthest.map(farRow) };
    }),
    shown: shown.map(({ name }) => name),
  };
}

type Usual = Exclude<Column, { kind: "text" }>;

/** The usual value of a column among some rows, and how far it is from all. */
const typicalOf = (column: Usual) => (column.kind === "category" ? typicalLabel(column) : typicalNumber(column));

function typicalNumber(column: Exclude<Usual, { kind: "category" }>): (rows: Int32Array) => Typical {
  const all = presentNumbers(column.values);
  const whole = moments(all);
  const varies = new Set(all).size > 1;
  return (rows) => {
    const values = presentNumbers(takeRows(column, rows).values);
    if (values.length === 0) return { value: null, share: null, difference: null };
    const { mean } = moments(values);
    return { value: mean, share: null, difference: varies ? (mean - whole.mean) / whole.std : null };
  };
}

function typicalLabel(column: Extract<Usual, { kind: "category" }>): (rows: Int32Array) => Typical {
  const sharesAmong = (of: typeof column) => {
    const found = categoriesOf(of).filter(({ label }) => label !== null);
    const rows = found.reduce((sum, { count }) => sum + count, 0);
    return found.map(({ label, count }) => ({ label: label as string, share: count / rows }));
  };
  const whole = new Map(sharesAmong(column).map(({ label, share }) => [label, share]));
  return (rows) => {
    const [first, ...others] = sharesAmong(takeRows(column, rows));
    if (!first) return { value: null, share: null, difference: null };
    const { label, share } = others.reduce((best, one) => (one.share > best.share ? one : best), first);
    const usual = whole.get(label) as number;
    return { value: label, share, difference: usual < 1 ? (share - usual) / Math.sqrt(usual * (1 - usual)) : null };
  };
}
