import type { TimedRows } from "./rows.ts";
import { inTime } from "./rows.ts";
import { positionOf, type TimeStep } from "./time-step.ts";

/** Where a series begins, and the part of its past that a model keeps: plain JSON. */
export interface SeriesTail {
  key: string;
  /** Time of position 0: the first training row. */
  anchor: number;
  /** Position of the first value. */
  from: number;
  /** One value a step; null where it is not known. */
  values: (number | null)[];
}

/** A row with its value, where it is known by now. */
export interface Part {
  x: TimedRows;
  /** NaN: not known. */
  y: Float64Array;
}

/** One series on its grid of equal steps. Positions count from its first training row and may be negative. */
export interface Series {
  key: string;
  /** Its place among the model's series. */
  index: number;
  anchor: number;
  /** Position of the first known value, and one past that of the last. Without any: Infinity, and -Infinity. */
  from: number;
  end: number;
  /** NaN where it is not known. */
  at(position: number): number;
  /** The row at a position, and the part it is in; undefined where there is none. */
  rowAt(position: number): Place | undefined;
  /** Where there are rows, ascending. */
  positions(): number[];
}

export interface Place {
  part: number;
  row: number;
}

/** For a row that is not in any series, or at no step of it. */
export interface Misfit {
  row: number;
  series: "unknown" | "off the grid";
}

/**
 * Puts rows on the grids of their series, over what the model kept of them; later parts replace earlier ones. `misfit`
 * hears of rows that have no place; it may throw.
 */
export function historyOf(
  step: TimeStep,
  tails: readonly SeriesTail[],
  parts: readonly Part[],
  misfit: (part: Part, what: Misfit) => void,
): Series[] {
  const places = tails.map(() => new Map<number, Place>());
  const indices = new Map(tails.map(({ key }, i) => [key, i]));
  for (const [p, part] of parts.entries()) {
    for (const [key, rows] of inTime(part.x)) {
      const index = indices.get(key);
      for (const row of rows) {
        if (index === undefined) {
          misfit(part, { row, series: "unknown" });
          continue;
        }
        const position = positionOf(step, (tails[index] as SeriesTail).anchor, part.x.times[row] as number);
        if (position === null) misfit(part, { row, series: "off the grid" });
        else (places[index] as Map<number, Place>).set(position, { part: p, row });
      }
    }
  }
  return tails.map((tail, index) => grid(tail, index, places[index] as Map<number, Place>, parts));
}

function grid({ key, anchor, from: start, values }: SeriesTail, index: number, places: Map<number, Place>, parts: readonly Part[]): Series {
  const valueAt = ({ part, row }: Place) => (parts[part] as Part).y[row] as number;
  let from = values.length > 0 ? start : Number.POSITIVE_INFINITY;
  let end = values.length > 0 ? start + values.length : Number.NEGATIVE_INFINITY;
  for (const [position, place] of places) {
    if (Number.isNaN(valueAt(place))) continue;
    from = Math.min(from, position);
    end = Math.max(end, position + 1);
  }
  const known = new Float64Array(Math.max(0, end - from)).fill(Number.NaN);
  for (const [i, value] of values.entries()) known[start + i - from] = value ?? Number.NaN;
  for (const [position, place] of places) {
    const value = valueAt(place);
    if (!Number.isNaN(value)) known[position - from] = value;
  }
  return {
    key,
    index,
    anchor,
    from,
    end,
    at: (position) => (position < from || position >= end ? Number.NaN : (known[position - from] as number)),
    rowAt: (position) => places.get(position),
    positions: () => [...places.keys()].sort((a, b) => a - b),
  };
}

/** The end of a series, from a position on, as a model keeps it. */
export function tailOf({ key, anchor, from, end, at }: Series, since: number): SeriesTail {
  const first = Math.max(from, since);
  const values = Array.from({ length: Math.max(0, end - first) }, (_, i) => at(first + i));
  return { key, anchor, from: first, values: values.map((value) => (Number.isNaN(value) ? null : value)) };
}
