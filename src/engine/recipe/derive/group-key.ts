import type { Column } from "../../data/column.ts";
import { groupRows } from "../groups.ts";
import { labelAt } from "../values.ts";

/** The groups among some rows. */
export interface KeyedGroups {
  /** For each row the number of its group. */
  groups: Int32Array;
  /** For each group the labels that make it: the same for equal values whatever kind of column they came in. */
  labels: (string | null)[][];
  /** For each group one text of these labels; null where one of them is missing, which makes no group, as in pandas. */
  keys: (string | null)[];
}

export function keyedGroups(by: readonly Column[]): KeyedGroups {
  const { groups, count } = groupRows(by);
  const first = new Int32Array(count).fill(-1);
  for (let row = 0; row < groups.length; row += 1) {
    const group = groups[row] as number;
    if (first[group] === -1) first[group] = row;
  }
  const labels = Array.from(first, (row) => by.map((column) => labelAt(column, row)));
  return { groups, labels, keys: labels.map((all) => (all.includes(null) ? null : JSON.stringify(all))) };
}
