import type { Column } from "../../data/column.ts";
import { categoriesOf } from "../categories.ts";
import { fillWith, flagsOf, forwardFilled, lastOf } from "../clean/fill.ts";
import { parseDate } from "../dates/parse.ts";
import { columnEmpty, constantUnfit } from "../errors.ts";
import { median } from "../quantiles.ts";
import { mean, mode } from "../statistics.ts";
import type { Step, StepOptions } from "../step.ts";
import { presentNumbers } from "../values.ts";

type Options = StepOptions<"fill-missing">;
/** By column: what missing values become; null: forward filling found no value in training. */
type Fills = Record<string, string | number | null>;

/**
 * Puts one learnt value in place of the missing ones, as scikit-learn's `SimpleImputer`; or the last value of the rows
 * before, as pandas' `ffill`, where rows before the first value stay missing. Rows to come go on from the last training row.
 */
export const fillMissing: Step<Options, Fills, Fills> = {
  accepts: ({ strategy }) => (strategy === "mean" || strategy === "median" ? ["number", "date"] : ["number", "date", "category", "text"]),
  fit: (columns, options) => Object.fromEntries(columns.map((column) => [column.name, learnt(column, options)])),
  apply: (columns, { strategy, indicator }, fills, memory) => {
    const filled = columns.map((column) =>
      strategy === "forward" ? forwardFilled(column, memory) : fillWith(column, fills[column.name] as string | number),
    );
    return indicator ? [...filled, ...columns.map(flagsOf)] : filled;
  },
  remember: (fills) => ({ ...fills }),
};

function learnt(column: Column, { strategy, value }: Options): string | number | null {
  if (strategy === "forward") return lastOf(column);
  if (strategy === "constant" && value === undefined) throw constantUnfit(column.name, column.kind, value);
  if (column.kind === "category" || column.kind === "text") return strategy === "constant" ? String(value) : modeOfLabels(column);
  if (strategy === "constant") {
    const fill = column.kind === "date" && typeof value === "string" ? parseDate(value) : value;
    if (typeof fill !== "number" || Number.isNaN(fill)) throw constantUnfit(column.name, column.kind, value);
    return fill;
  }
  const present = presentNumbers(column.values);
  if (present.length === 0) throw columnEmpty(column.name);
  return strategy === "mean" ? mean(present) : strategy === "median" ? median(present) : mode(present);
}

function modeOfLabels(column: Column): string {
  const present = categoriesOf(column).filter(({ label }) => label !== null);
  if (present.length === 0) throw columnEmpty(column.name);
  return present.reduce((best, other) => (other.count > best.count ? other : best)).label as string;
}
