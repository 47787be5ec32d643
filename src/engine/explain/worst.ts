import type { WorstErrors } from "../../protocol/explanation.ts";
import type { Frame } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import type { Compared } from "../evaluate/evaluate.ts";
import { cellOf, shownColumns } from "./cells.ts";
import { rowLoss } from "./row-loss.ts";

const MOST_ROWS = 20;

/** The rows that were taken for a wrong class, or any that are off, by their losses, worst first, ties by row. `raw`: the rows as read, one for each prediction. */
export function worstErrors(compared: Compared, raw: Frame, numbers: ArrayLike<number>): WorstErrors {
  const { target, actual, predictions } = compared;
  const losses = rowLoss(compared);
  const columns = shownColumns(raw, target.column);
  const { values, width } = predictions;
  const chosen = target.task === "regression" ? null : mostProbable(values, width);
  const rows = [...losses.keys()]
    .filter((row) => (chosen ? chosen[row] !== actual[row] : (losses[row] as number) > 0))
    .sort((a, b) => (losses[b] as number) - (losses[a] as number) || a - b)
    .slice(0, MOST_ROWS);
  return {
    loss: target.task === "regression" ? "absolute error" : "log loss",
    columns: columns.map(({ name }) => name),
    rows: rows.map((row) => {
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
