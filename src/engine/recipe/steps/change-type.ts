import type { Column } from "../../data/column.ts";
import { readerOf } from "../clean/readers.ts";
import { valueUnreadable } from "../errors.ts";
import { toCategory, toText } from "../labels.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { isMissing, labelAt, numberColumn, rowsOf } from "../values.ts";

type Options = StepOptions<"change-type">;

/** Reads values as another type. Whether a column is changed at all is settled by the training rows. */
export const changeType = perColumn<Options, { changed: boolean }>({
  accepts: ({ to }) => (to === "boolean" ? ["number", "category", "text"] : ["number", "category", "text", "date"]),
  fit: (column, options) => ({ changed: options.unreadable !== "keep" || firstUnread(column, read(column, options)) < 0 }),

  apply(column, options, { changed }) {
    const { to, unreadable } = options;
    if (!changed) return [column];
    if (to === "text") return [toText(column)];
    if (to === "category") return [toCategory(column)];
    const values = read(column, options) as Float64Array;
    const row = unreadable === "missing" ? -1 : firstUnread(column, values);
    if (row >= 0) throw valueUnreadable(column.name, row + 1, labelAt(column, row) as string, to);
    return [to === "date" ? { kind: "date", name: column.name, values } : numberColumn(column.name, values)];
  },
});

/** As numbers or milliseconds; NaN where missing or not to be read. Nothing is unreadable as text or category. */
function read(column: Column, { to, format, decimal }: Options): Float64Array | null {
  if (to === "text" || to === "category") return null;
  return readerOf(to, { format, decimal })(column);
}

function firstUnread(column: Column, values: Float64Array | null): number {
  if (values) for (let row = 0; row < rowsOf(column); row += 1) if (Number.isNaN(values[row]) && !isMissing(column, row)) return row;
  return -1;
}
