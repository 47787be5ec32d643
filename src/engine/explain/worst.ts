import type { WorstErrors } from "../../protocol/explanation.ts";
import type { Column, Frame } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import type { Compared } from "../evaluate/evaluate.ts";
import { isMissing, labelAt } from "../recipe/values.ts";
import { rowLoss } from "./row-loss.ts";

const MOST_ROWS = 20;
/** So many rows are shown even where fewer were taken for a wrong class: those that were nearest to it. */
const LEAST_ROWS = 10;
const MOST_COLUMNS = 30;
const MOST_CHARACTERS = 200;

/** The rows with the largest losses, worst first, ties by row. `raw`: the rows as read, one for each prediction. */
export function worstErrors(compared: Compared, raw: Frame, numbers: ArrayLike<number>): WorstErrors {
  const { target, actual, predictions } = compared;
  const losses = rowLoss(compared);
  const rows = [...losses.keys()].sort((a, b) => (losses[b] as number) - (losses[a] as number) || a - b).slice(0, MOST_ROWS);
  const columns = raw.columns.filter(({ name }) => name !== target.column).slice(0, MOST_COLUMNS);
  const { values, width } = predictions;
  const chosen = target.task === "regression" ? null : mostProbable(values, width);
  return {
    loss: target.task === "regression" ? "absolute error" : "log loss",
    columns: columns.map(({ name }) => name),
    rows: rows
      .filter((row, i) => (losses[row] as number) > 0 && (i < LEAST_ROWS || chosen === null || chosen[row] !== actual[row]))
      .map((row) => {
        const y = actual[row] as number;
        const said = target.task === "regression" ? (values[row] as number) : (target.classes[chosen?.[row] as number] as string);
        return {
          row: numbers[row] as number,
          loss: losses[row] as number,
          actual: target.task === "regression" ? y : (target.classes[y] as string),
          predicted: said,
          probability: target.task === "regression" ? null : (values[row * width + y] as number),
          cells: columns.map((column) => cellOf(column, row)),
        };
      }),
  };
}

function cellOf(column: Column, row: number): string | number | null {
  if (isMissing(column, row)) return null;
  if (column.kind === "number") return column.values[row] as number;
  const label = labelAt(column, row) as string;
  return label.length > MOST_CHARACTERS ? `${label.slice(0, MOST_CHARACTERS - 1)}…` : label;
}
