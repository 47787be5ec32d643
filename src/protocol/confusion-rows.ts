import type { Cell } from "./rows.ts";

/** Most rows of a cell that come with their values, and most columns of them. */
export const MOST_SHOWN_ROWS = 100;

export interface ConfusionRowsQuery {
  run: string;
  /** Labels of the two classes. */
  actual: string;
  predicted: string;
}

/** The test rows of one cell of a run's confusion matrix. */
export interface ConfusionRows {
  actual: string;
  predicted: string;
  /** Rows whose predictions were kept; `numbers`: all of them in the data, from 1, the surest first. */
  count: number;
  numbers: number[];
  /** Columns of the data that the model or its report reads, at most 30. Empty where `changed` or the data could not be read. */
  columns: string[];
  /** The surest of them; `probability`: what the model gave the predicted class; `cells`: in the order of `columns`. */
  rows: { row: number; probability: number; cells: Cell[] }[];
  /** The data are no longer those that the run was tested on, so that row numbers mean nothing in them. */
  changed: boolean;
  /** What is missing here, and why; null where nothing is. */
  note: string | null;
}
