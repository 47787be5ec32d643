import type { NumberColumn } from "../data/column.ts";
import type { Prepared } from "./apply.ts";
import { featureMissing, featureNotNumber, featureTooLarge, noFeatures } from "./errors.ts";

/** What a model reads: rows of numbers, none missing. */
export interface Matrix {
  /** Row-major, `rows` x `features.length`. */
  data: Float32Array;
  rows: number;
  features: string[];
}

/**
 * A prepared frame as numbers. Throws where a column is not numbers yet, or a value is missing or too large for
 * 32 bits, and says what to do about it. Rows in errors are those of the frame that went into the recipe, from 1.
 */
export function toMatrix({ rows, columns, kept }: Prepared): Matrix {
  if (columns.length === 0) throw noFeatures();
  const width = columns.length;
  const data = new Float32Array(rows * width);
  for (const [position, column] of columns.entries()) {
    if (column.kind !== "number") throw featureNotNumber(column.name, column.kind);
    fillColumn(data, column, position, width, kept);
  }
  return { data, rows, features: columns.map(({ name }) => name) };
}

function fillColumn(data: Float32Array, { name, values }: NumberColumn, position: number, width: number, kept: Int32Array): void {
  for (let row = 0; row < values.length; row += 1) {
    const value = Math.fround(values[row] as number);
    if (!Number.isFinite(value)) {
      const at = (kept[row] as number) + 1;
      throw Number.isNaN(value) ? featureMissing(name, at) : featureTooLarge(name, at, values[row] as number);
    }
    data[row * width + position] = value;
  }
}
