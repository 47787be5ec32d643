import { mostProbable } from "./classification.ts";
import type { KeptPredictions } from "./kept-predictions.ts";

export interface CellRow {
  /** In the data, from 1. */
  row: number;
  /** Of the predicted class. */
  probability: number;
}

/** The rows of one cell of the confusion matrix: the surest first, ties by row. Of a class that is not there: none. */
export function cellRows(predictions: KeptPredictions, cell: { actual: string; predicted: string }): CellRow[] {
  const { target, values, width, actual, rows } = predictions;
  if (target.task === "regression") return [];
  const [from, to] = [target.classes.indexOf(cell.actual), target.classes.indexOf(cell.predicted)];
  const chosen = mostProbable(Float64Array.from(values), width);
  return rows
    .flatMap((row, i) => (actual[i] === from && chosen[i] === to ? [{ row, probability: values[i * width + to] as number }] : []))
    .sort((a, b) => b.probability - a.probability || a.row - b.row);
}
