import type { WorstErrors } from "../../../protocol/explanation.ts";
import type { Backtest } from "../../forecast/walk-forward.ts";
import { cellOf, shownColumns } from "../cells.ts";
import type { ForecastRows } from "./segments.ts";

const MOST_ROWS = 20;

/** Of each row its worst forecast, the largest errors first, ties by row. */
export function worstForecasts(backtest: Backtest, { raw, numbers }: ForecastRows, target: string): WorstErrors {
  const { row, step, actual, predicted, naive } = backtest;
  const off = actual.map((value, i) => Math.abs(value - (predicted[i] as number)));
  const worst = new Map<number, number>();
  for (const [entry, at] of row.entries()) {
    const before = worst.get(at);
    if (before === undefined || (off[entry] as number) > (off[before] as number)) worst.set(at, entry);
  }
  const columns = shownColumns(raw, target);
  const entries = [...worst.values()]
    .filter((entry) => (off[entry] as number) > 0)
    .sort((a, b) => (off[b] as number) - (off[a] as number) || a - b)
    .slice(0, MOST_ROWS);
  return {
    loss: "absolute error",
    columns: ["steps ahead", "last known", ...columns.map(({ name }) => name)],
    rows: entries.map((entry) => {
      const at = row[entry] as number;
      const known = naive[entry] as number;
      return {
        row: numbers[at] as number,
        loss: off[entry] as number,
        actual: actual[entry] as number,
        predicted: predicted[entry] as number,
        probability: null,
        cells: [step[entry] as number, Number.isNaN(known) ? null : known, ...columns.map((column) => cellOf(column, at))],
      };
    }),
  };
}
