import assert from "node:assert/strict";
import type { Column, Frame } from "../../src/engine/data/column.ts";
import { isMissing, labelAt } from "../../src/engine/recipe/values.ts";
import { assertClose } from "../evaluate/close.ts";
import { column, frameOf } from "./frames.ts";

/** Cells of a column as the reference scripts write them: null is missing. */
export type Cells = (number | string | null)[];

export interface Given {
  name: string;
  kind: Column["kind"];
  cells: Cells;
}

export const columnFrom = ({ name, kind, cells }: Given): Column => column(name, kind, cells);

export const frameFrom = (given: readonly Given[]): Frame => frameOf(...given.map(columnFrom));

/** Each cell is what the reference has: missing, the same text, or the same number to `tolerance`. */
export function assertCells(found: Column, expected: Cells, what: string, tolerance?: number): void {
  for (const [row, cell] of expected.entries()) {
    const where = `${what}, row ${row}`;
    const label = labelAt(found, row);
    if (cell === null) assert.ok(isMissing(found, row), `${where}: ${label} should be missing`);
    else if (typeof cell === "string") assert.equal(label, cell, where);
    else assertClose(found.kind === "date" ? found.values[row] : label === null ? Number.NaN : Number(label), cell, where, tolerance);
  }
}
