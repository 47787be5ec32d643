/** How the history is looked at; kept across reloads. */
export interface HistoryView {
  filter: string;
  /** Column to sort by, and which way. */
  sort: string;
  descending: boolean;
  /** Ids of the columns shown, in order; null for the choice made for the runs at hand. */
  columns: string[] | null;
  onlyDifferences: boolean;
  selected: string[];
}

export const START: HistoryView = { filter: "", sort: "when", descending: true, columns: null, onlyDifferences: false, selected: [] };
