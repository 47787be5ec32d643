import type { Column } from "../../data/column.ts";
import { keyedGroups } from "../derive/group-key.ts";
import { positions, rowsOf } from "../values.ts";
import { orderMissing, orderUnfit, rowsOutOfOrder } from "./errors.ts";

export interface SequenceOptions {
  order?: string | undefined;
  by?: string[] | undefined;
}

/** Rows in the order in which they happened, each with the group whose past is its own. */
export interface Sequence {
  /** Positions of the rows, earliest first. */
  rows: Int32Array;
  /** Number of each row's group. */
  groups: Int32Array;
  /** Of each group; null where it is none, and so has no past. */
  keys: (string | null)[];
  /** What it is ordered by; 0 where only its place counts. */
  timeOf(row: number): number;
  /** Has to be asked of each row in turn: throws `rows-out-of-order` where one comes before `last`. */
  check(row: number, last: number): void;
}

/** Training rows are put into order; later rows have to come in order, as they do when there is but one at a time. */
export function sequenceOf(
  columns: ReadonlyMap<string, Column>,
  { order, by }: SequenceOptions,
  count: number,
  training: boolean,
): Sequence {
  const { groups, keys } = by ? keyedGroups(by.map((name) => columns.get(name) as Column)) : { groups: new Int32Array(count), keys: [""] };
  const column = order === undefined ? undefined : (columns.get(order) as Column);
  const times = column && timesOf(column);
  const rows = positions(count);
  if (times && training) rows.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
  return {
    rows,
    groups,
    keys,
    timeOf: (row) => times?.[row] ?? 0,
    check(row, last) {
      if (!column || !times) return;
      if (Number.isNaN(times[row])) throw orderMissing(column.name, row + 1);
      if ((times[row] as number) < last) throw rowsOutOfOrder(column.name, row + 1);
    },
  };
}

function timesOf(column: Column): Float64Array {
  if (column.kind === "number" || column.kind === "date") return column.values;
  throw orderUnfit(column.name, column.kind);
}

export const lengthOf = ([first]: readonly Column[]): number => (first ? rowsOf(first) : 0);
