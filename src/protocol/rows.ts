import type { SplitName } from "./run.ts";

/** What names the rows to look at. */
export interface RowsOf {
  /** Data file, glob or query file, absolute or relative to the folder; or an experiment file, for its data with its splits. */
  file: string;
  /** Rows of one split only; the file must be an experiment. */
  split?: SplitName;
  /** The file as a git revision has it, e.g. `HEAD~1`; absent: as it is on disk. */
  revision?: string;
}

/** A test that a row passes; made by a click on a bar or a value. A missing value passes `missing` only. */
export type RowFilter = { column: string; not?: boolean } & (
  | { test: "equals"; values: string[] }
  /** Numbers, and dates as epoch milliseconds; null: open at that end. `to` belongs to the range where `closed`. */
  | { test: "range"; from: number | null; to: number | null; closed?: boolean }
  | { test: "contains"; text: string }
  | { test: "missing" }
);

export interface RowOrder {
  column: string;
  descending?: boolean;
}

/** A page of a grid: rows that pass all filters and hold the searched text in any cell, in the order asked for (ties by row number). */
export interface PageQuery extends RowsOf {
  filters?: RowFilter[];
  /** Looked for in every column, without regard to case. */
  search?: string;
  order?: RowOrder[];
  /** Position of the first row wanted, from 0, and how many (at most 1,000). */
  from: number;
  count: number;
  /** Names of the columns wanted (at most 200); absent: the first 200. */
  columns?: string[];
}

/** Numbers as they are, dates and all else as text, infinities as `Infinity` and `-Infinity` in text, null where missing. */
export type Cell = number | string | boolean | null;

export interface Page {
  /** Rows that pass the filters, and all there are. */
  matching: number;
  total: number;
  from: number;
  /** Row numbers in the data, from 1. */
  numbers: number[];
  /** `values`: one per row of the page. */
  columns: { name: string; storage: string; values: Cell[] }[];
  /** Names of all columns, in their order. */
  names: string[];
}
