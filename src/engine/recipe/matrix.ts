import type { Column, NumberColumn } from "../data/column.ts";
import type { Prepared } from "./apply.ts";
import { columnEmpty, featureMissing, featureNotNumber, featureTooLarge, noFeatures } from "./errors.ts";
import { isMissing, positions } from "./values.ts";

/** What a model reads: rows of numbers, none missing. */
export interface Matrix {
  /** Row-major, `rows` x `features.length`. */
  data: Float32Array;
  rows: number;
  features: string[];
}

/** The same in 64 bits. */
export interface DoubleMatrix {
  data: Float64Array;
  rows: number;
  features: string[];
}

/** Rows written at a time: few enough that the part of the matrix they fill stays in the processor's cache. */
const BLOCK = 512;

/**
 * A prepared frame as numbers. Throws where a column is not numbers yet, or a value is missing or too large for
 * 32 bits, and says what to do about it. Rows in errors are those of the frame that went into the recipe, from 1.
 */
export const toMatrix = (prepared: Prepared): Matrix => filled(prepared, (size) => new Float32Array(size));

/** As `toMatrix`, for algorithms that reckon in 64 bits. */
export const toDoubles = (prepared: Prepared): DoubleMatrix => filled(prepared, (size) => new Float64Array(size));

function filled<D extends Float32Array | Float64Array>({ rows, columns, kept }: Prepared, make: (size: number) => D) {
  if (columns.length === 0) throw noFeatures();
  const numbers = columns.map((column): NumberColumn => {
    if (column.kind !== "number") throw noNumbers(column, rows);
    return column;
  });
  const width = columns.length;
  const data = make(rows * width);
  for (let from = 0; from < rows; from += BLOCK) {
    const to = Math.min(from + BLOCK, rows);
    for (let at = 0; at < width; at += 1) fillBlock(data, numbers[at] as NumberColumn, { at, width, from, to, kept });
  }
  return { data, rows, features: columns.map(({ name }) => name) };
}

interface Block {
  /** The column's place in a row, and how long a row is. */
  at: number;
  width: number;
  from: number;
  to: number;
  kept: Int32Array;
}

function fillBlock(data: Float32Array | Float64Array, { name, values }: NumberColumn, { at, width, from, to, kept }: Block): void {
  let place = from * width + at;
  for (let row = from; row < to; row += 1) {
    const value = values[row] as number;
    const single = Math.fround(value);
    if (single - single !== 0) throw unfit(name, (kept[row] as number) + 1, value); // neither missing nor infinite
    data[place] = value;
    place += width;
  }
}

const unfit = (name: string, row: number, value: number) =>
  Number.isNaN(value) ? featureMissing(name, row) : featureTooLarge(name, row, value);

const noNumbers = (column: Column, rows: number) =>
  rows > 0 && positions(rows, (row) => !isMissing(column, row)).length === 0
    ? columnEmpty(column.name)
    : featureNotNumber(column.name, column.kind);
