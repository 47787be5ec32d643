import type { RowFilter, RowOrder } from "../../src/protocol/rows.ts";
import type { CompareView } from "../compare/compare.ts";
import type { ColumnSort } from "./order.ts";

export type ProfileTab = "columns" | "relations" | "missing" | "data" | "compare";

/** How the rows are looked at. */
export interface RowsView {
  filters: RowFilter[];
  search: string;
  order: RowOrder[];
  /** Pixels by column, where the user chose them. */
  widths: Record<string, number>;
}

/** How a profile is looked at; kept across reloads. */
export interface ProfileView {
  tab: ProfileTab;
  query: string;
  /** A column type, `alerts` for columns with alerts, or `` for all. */
  type: string;
  sort: ColumnSort;
  descending: boolean;
  /** Names of the columns whose rows are open. */
  open: string[];
  correlation: "pearson" | "spearman";
  rows: RowsView;
  compare: CompareView | null;
}

export const START: ProfileView = {
  tab: "columns",
  query: "",
  type: "",
  sort: "file",
  descending: false,
  open: [],
  correlation: "pearson",
  rows: { filters: [], search: "", order: [], widths: {} },
  compare: null,
};
