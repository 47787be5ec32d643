import type { HistogramBin, TopValue } from "./profile.ts";
import type { ReadingOptions } from "./reading.ts";
import type { SplitName } from "./run.ts";

/** Most rows of a page, most columns of a page, and most columns whose values are counted at once. */
export const MOST_ROWS = 1_000;
export const MOST_COLUMNS = 200;
export const MOST_COUNTED = 50;

/** What names the rows to look at. */
export interface RowsOf extends ReadingOptions {
  /** Data file, glob or query file, absolute or relative to the folder; or an experiment file, for its data with its splits. */
  file: string;
  /** Rows of one split only; the file must be an experiment. */
  split?: SplitName | undefined;
  /** The file as a git revision has it, e.g. `HEAD~1`; absent: as it is on disk. */
  revision?: string | undefined;
  /** So many rows drawn at random instead of all, and by which seed (0 where absent): the sample that a profile looked at. */
  sample?: number | undefined;
  seed?: number | undefined;
}

/** A test that a row passes; made by a click on a bar or a value. A missing value passes `missing` only, also with `not`. */
export type RowFilter = EqualsFilter | RangeFilter | ContainsFilter | MissingFilter | RowsFilter;

interface FilterOf {
  column: string;
  not?: boolean | undefined;
}

/** One of these, written as a cell or a profile's top value shows them. */
interface EqualsFilter extends FilterOf {
  test: "equals";
  values: string[];
}

/** Numbers, and dates as epoch milliseconds; null: open at that end. `to` belongs to the range where `closed`. Infinities are in none. */
interface RangeFilter extends FilterOf {
  test: "range";
  from: number | null;
  to: number | null;
  closed?: boolean | undefined;
}

/** Without regard to case. */
interface ContainsFilter extends FilterOf {
  test: "contains";
  text: string;
}

interface MissingFilter extends FilterOf {
  test: "missing";
}

/** Rows by their numbers in the data, from 1. It is about no column: `column` only says so. */
interface RowsFilter extends FilterOf {
  test: "rows";
  numbers: number[];
}

export interface RowOrder {
  column: string;
  descending?: boolean | undefined;
}

/** Rows that pass all filters and hold the searched text in any cell. */
export interface RowsWhere extends RowsOf {
  filters?: RowFilter[] | undefined;
  /** Looked for in every column, without regard to case. */
  search?: string | undefined;
}

/** A page of a grid, in the order asked for: numbers by value, text by code point, missing values last, ties by row number. */
export interface PageQuery extends RowsWhere {
  order?: RowOrder[] | undefined;
  /** Position of the first row wanted, from 0, and how many (at most 1,000). */
  from: number;
  count: number;
  /** Names of the columns wanted (at most 200); absent: the first 200. */
  columns?: string[] | undefined;
}

/**
 * Numbers as they are, but as text where JavaScript would round them (beyond 2^53) and infinities as `Infinity` and
 * `-Infinity`; dates as ISO text without a zone (UTC); nested values as JSON; null where missing.
 */
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

/** How the values of columns are distributed among rows: for small histograms that follow the filters. */
export interface ColumnValuesQuery extends RowsWhere {
  /** At most 50. */
  columns: string[];
  /** Edges of the bins to count in by column, ascending, as a profile's histogram has them; absent: 20 even bins over all rows' range. */
  edges?: Record<string, number[]> | undefined;
}

export interface ColumnValues {
  name: string;
  storage: string;
  /** Values present and missing among the rows looked at. */
  count: number;
  missing: number;
  /** For numbers and dates (epoch milliseconds); null for what has no such order. */
  histogram: HistogramBin[] | null;
  /** The ten most frequent values, most frequent first, ties by value; empty where there is a histogram. */
  top: TopValue[];
}
