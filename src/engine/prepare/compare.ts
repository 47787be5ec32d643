import type { Column } from "../data/column.ts";
import { isMissing, labelAt, rowsOf } from "../recipe/values.ts";

/** Which rows of a column hold another value after a step than before it: 1 for each such row, and how many. */
export interface Difference {
  rows: Uint8Array;
  count: number;
}

/** `place`: where each row before is afterwards, -1 where it is gone. Rows that are gone are not counted. */
export function compareColumns(before: Column, after: Column, place: Int32Array): Difference {
  const rows = new Uint8Array(rowsOf(before));
  let count = 0;
  if (before === after) return { rows, count };
  const differs = differenceOf(before, after);
  for (let row = 0; row < rows.length; row += 1) {
    const then = place[row] as number;
    if (then < 0 || !differs(row, then)) continue;
    rows[row] = 1;
    count += 1;
  }
  return { rows, count };
}

/** Where each of the rows in `before` is among those in `after`; both hold positions in the same frame, rising. */
export function placesOf(before: Int32Array, after: Int32Array): Int32Array {
  const places = new Int32Array(before.length);
  let at = 0;
  for (let row = 0; row < before.length; row += 1) {
    const stays = after[at] === before[row];
    places[row] = stays ? at : -1;
    if (stays) at += 1;
  }
  return places;
}

const counted = new WeakMap<Column, number>();

/** Missing values of a column; counted once. */
export function missingIn(column: Column): number {
  const known = counted.get(column);
  if (known !== undefined) return known;
  let count = 0;
  for (let row = 0; row < rowsOf(column); row += 1) if (isMissing(column, row)) count += 1;
  counted.set(column, count);
  return count;
}

function differenceOf(before: Column, after: Column): (row: number, then: number) => boolean {
  if ((before.kind === "number" || before.kind === "date") && after.kind === before.kind)
    return (row, then) =>
      before.values[row] !== after.values[then] && !(Number.isNaN(before.values[row]) && Number.isNaN(after.values[then]));
  if (before.kind === "category" && after.kind === "category") {
    const codes = new Map(after.levels.map((level, code) => [level, code]));
    const now = Int32Array.from(before.levels, (level) => codes.get(level) ?? -2);
    return (row, then) => {
      const code = before.codes[row] as number;
      return (code < 0 ? -1 : (now[code] as number)) !== after.codes[then];
    };
  }
  const text = (column: Column) => column.kind === "text" || column.kind === "category";
  if (text(before) && text(after)) return (row, then) => labelAt(before, row) !== labelAt(after, then);
  return (row, then) => !(isMissing(before, row) && isMissing(after, then)); // of another kind: another value
}
