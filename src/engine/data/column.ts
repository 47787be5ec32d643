/**
 * A column of a frame in memory: what recipes work on. All columns of a frame have the same number of rows.
 * Missing is NaN for numbers and dates, -1 for codes, null for text; never anything else.
 */
export type Column = NumberColumn | CategoryColumn | DateColumn | TextColumn;

export interface NumberColumn {
  kind: "number";
  name: string;
  /** Integers and booleans (0, 1) too. */
  values: Float64Array;
}

export interface CategoryColumn {
  kind: "category";
  name: string;
  /** Index into `levels`. */
  codes: Int32Array;
  /** Sorted by code point, so that the same data gives the same codes. */
  levels: string[];
}

export interface DateColumn {
  kind: "date";
  name: string;
  /** Epoch milliseconds, UTC. */
  values: Float64Array;
}

export interface TextColumn {
  kind: "text";
  name: string;
  values: (string | null)[];
}

export interface Frame {
  rows: number;
  columns: Column[];
}
