import type { Column } from "../data/column.ts";
import { rowsOf } from "./values.ts";

export interface RowGroups {
  /** For each row the number of its group, from 0 in the order in which groups first occur. */
  groups: Int32Array;
  count: number;
}

/** Rows that are equal in all these columns (at least one), in one group; missing equals missing. */
export function groupRows(columns: readonly Column[]): RowGroups {
  const [first, ...others] = columns as readonly [Column, ...Column[]];
  let found = groupValues(first);
  for (const column of others) {
    if (found.count === found.groups.length) break; // every row is its own already
    const { groups, count } = groupValues(column);
    found = numbered(groups.length, (row) => (found.groups[row] as number) * count + (groups[row] as number));
  }
  return found;
}

function groupValues(column: Column): RowGroups {
  if (column.kind === "category") return numbered(rowsOf(column), (row) => column.codes[row] as number);
  if (column.kind === "text") return numbered(rowsOf(column), (row) => column.values[row] ?? null);
  return numbered(rowsOf(column), (row) => column.values[row] as number);
}

function numbered(rows: number, key: (row: number) => number | string | null): RowGroups {
  const numbers = new Map<number | string | null, number>(); // NaN equals itself as a key
  const groups = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const value = key(row);
    let group = numbers.get(value);
    if (group === undefined) {
      group = numbers.size;
      numbers.set(value, group);
    }
    groups[row] = group;
  }
  return { groups, count: numbers.size };
}
