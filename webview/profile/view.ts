import type { ColumnSort } from "./order.ts";

/** How a profile is looked at; kept across reloads. */
export interface ProfileView {
  tab: "columns" | "relations" | "missing";
  query: string;
  /** A column type, `alerts` for columns with alerts, or `` for all. */
  type: string;
  sort: ColumnSort;
  descending: boolean;
  /** Names of the columns whose rows are open. */
  open: string[];
}

export const START: ProfileView = { tab: "columns", query: "", type: "", sort: "file", descending: false, open: [] };
