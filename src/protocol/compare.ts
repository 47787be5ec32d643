import type { Cell, RowsWhere } from "./rows.ts";

/** Rows to compare: of a file, a revision of it, a split, or those that pass filters. */
export type ComparedRowsQuery = Omit<RowsWhere, "search">;

/** Two sets of rows side by side: two files, two revisions of one, two splits of an experiment, two filters of one file. */
export interface CompareQuery {
  before: ComparedRowsQuery;
  after: ComparedRowsQuery;
  /** Only these columns, of either side; absent: all. */
  columns?: string[] | undefined;
}

export interface Comparison {
  before: ComparedRows;
  after: ComparedRows;
  /** In the order of `after`; those that only `before` has come last. */
  columns: ComparedColumn[];
  /** Of the columns that both have and that could be tested: how many drift. The data drift where half of them do. */
  drift: { tested: number; drifted: number; verdict: boolean | null };
  notes: string[];
}

export interface ComparedRows {
  /** As it was asked for. */
  of: ComparedRowsQuery;
  rows: number;
  /** Rows of all splits, before filters. */
  total: number;
  /** SHA-256 of what was read, hex. */
  sha256: string;
  columns: number;
}

export type ColumnChange = "same" | "added" | "removed" | "retyped";

/** How a column is compared: as quantities (dates in epoch milliseconds), as categories, or not beyond its counts. */
export type ComparedAs = "number" | "date" | "category" | "none";

export interface ComparedColumn {
  name: string;
  change: ColumnChange;
  as: ComparedAs;
  /** Null on the side that lacks it. */
  before: ComparedSide | null;
  after: ComparedSide | null;
  /** Both distributions on the same bins (numbers, dates). */
  bins: { from: number; to: number; before: number; after: number }[] | null;
  /** The most frequent values of both together (categories), at most 20. */
  levels: { value: string; before: number; after: number }[] | null;
  /** What the distributions differ by; the first is the one that decides. Empty where a side has no value. */
  distances: Distance[];
  /** By the first distance and its threshold; null where nothing could be tested, or a side has fewer than 30 values. */
  drifted: boolean | null;
}

export interface ComparedSide {
  storage: string;
  count: number;
  missing: number;
  /** Of finite values, for numbers and dates. */
  distinct: number;
  /** Of finite values; null for what is no number or date. */
  min: number | null;
  max: number | null;
  mean: number | null;
  std: number | null;
  quantiles: Record<string, number> | null;
}

/** Kolmogorov-Smirnov and chi-square as scipy's `ks_2samp` and `chi2_contingency`, the others as Evidently defines them. */
export type DistanceName = "kolmogorov-smirnov" | "chi-square" | "wasserstein" | "jensen-shannon" | "psi";

export interface Distance {
  name: DistanceName;
  value: number;
  /** Of the test; null for a mere distance. */
  p: number | null;
  /** The value from which on, or the p below which, the column counts as drifted, by Evidently's defaults. */
  threshold: number;
  drifted: boolean;
  /** How p was found; null without p. */
  method: "exact" | "asymptotic" | null;
  /** Degrees of freedom, for chi-square. */
  freedom: number | null;
}

/** The rows of two sides by a key: which came, went or changed. */
export interface RowChangesQuery extends CompareQuery {
  /** Columns that name a row; where a key repeats, its rows are paired in their order. */
  key: string[];
  /** Only changes of these kinds; absent: all three. */
  kinds?: RowChangeKind[] | undefined;
  /** Position of the first change wanted, from 0, and how many (at most 1,000). */
  from: number;
  count: number;
}

export const ROW_CHANGE_KINDS = ["added", "removed", "changed"] as const;
export type RowChangeKind = (typeof ROW_CHANGE_KINDS)[number];

/** Changes in the order of the rows after; removed rows come last, in theirs. */
export interface RowChanges {
  key: string[];
  added: number;
  removed: number;
  changed: number;
  same: number;
  /** Rows whose key is not theirs alone, on each side. */
  repeated: { before: number; after: number };
  /** Of both sides' columns, those compared: in how many rows they differ. */
  changedColumns: { name: string; rows: number }[];
  /** Changes of the kinds asked for. */
  matching: number;
  from: number;
  /** Row numbers (from 1) on each side. */
  rows: { kind: RowChangeKind; before: number | null; after: number | null }[];
  /** One value per row of the page, null on a side that lacks the row or the column; `changed`: positions in the page that differ. */
  columns: { name: string; before: Cell[]; after: Cell[]; changed: number[] }[];
}
