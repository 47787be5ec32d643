import type { ConfusionRows } from "../../protocol/confusion-rows.ts";
import { formatNumber, formatShare, plural } from "../../shared/format.ts";
import { columnsThatFit, table } from "./table.ts";

/** The rows of one cell of a confusion matrix, as many columns as fit. */
export function cellText({ actual, predicted, count, columns, rows, note }: ConfusionRows, width: number): string {
  const head = `${plural(count, "row")} of ${actual} predicted ${predicted}${rows.length > 0 ? ", the surest first" : ""}\n`;
  const notes = note === null ? [] : [`  i ${note}`];
  if (rows.length === 0) return [head.trimEnd(), ...notes].join("\n");
  const lines = rows.map(({ row, probability, cells }) => [
    String(row),
    formatShare(probability, 1),
    ...cells.map((value) => (typeof value === "number" ? formatNumber(value, 6) : String(value ?? ""))),
  ]);
  const names = ["row", "probability", ...columns];
  const shown = columnsThatFit(
    names.map((name, i) => [name, ...lines.map((line) => line[i] ?? "")]),
    width,
  );
  const hidden = names.length - shown;
  return [
    head,
    table(
      names.slice(0, shown),
      lines.map((line) => line.slice(0, shown)),
    ),
    ...(rows.length < count ? ["", `  the first ${rows.length} of ${plural(count, "row")}`] : []),
    ...(hidden > 0 ? [`  ${plural(hidden, "column")} more: --json shows all`] : []),
    ...notes,
  ].join("\n");
}
