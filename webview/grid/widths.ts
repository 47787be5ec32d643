import type { Cell } from "../../src/protocol/rows.ts";
import { cellText } from "./text.ts";

export const NARROWEST = 48;
const WIDEST = 320;
const SHARE = 0.75;
const CHARACTER = 7.4;
/** Of a header: space at the sides and for the arrow. */
const BESIDE = 52;

/** Columns `first` to `last` (exclusive), of which the first begins at `left` pixels. */
export interface ColumnWindow {
  first: number;
  last: number;
  left: number;
}

/** Where each column begins; the last entry is the width of all. */
export function offsetsOf(widths: readonly number[]): number[] {
  const offsets = [0];
  for (const width of widths) offsets.push((offsets.at(-1) ?? 0) + width);
  return offsets;
}

/** The columns that a view of `width` pixels, scrolled right by `left`, shows. */
export function columnWindow(offsets: readonly number[], left: number, width: number): ColumnWindow {
  const count = offsets.length - 1;
  const at = (pixel: number) => {
    let low = 0;
    let high = Math.max(0, count - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((offsets[middle] ?? 0) <= pixel) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  if (count === 0) return { first: 0, last: 0, left: 0 };
  const first = at(left);
  return { first, last: at(left + Math.max(0, width - 1)) + 1, left: offsets[first] ?? 0 };
}

/** A width at which the name and nearly all `values` can be read; of a narrow view no more than leaves a part of the next column. */
export function fittingWidth(name: string, values: readonly Cell[], view = Number.POSITIVE_INFINITY): number {
  const lengths = values.map((value) => cellText(value).length).sort((a, b) => a - b);
  const usual = lengths[Math.floor((lengths.length - 1) * 0.95)] ?? 0;
  const wanted = Math.max(name.length * CHARACTER + BESIDE, usual * CHARACTER + 20);
  return Math.round(Math.max(72, Math.min(WIDEST, shareOf(view), wanted)));
}

/** The widest that a column may be by itself in a view of so many pixels. */
export const shareOf = (view: number): number => Math.max(72, Math.round(view * SHARE));
