import type { Column } from "../../data/column.ts";
import { categoriesOf } from "../categories.ts";
import { columnEmpty, constantUnfit } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { byCodePoint, presentNumbers } from "../values.ts";

type Options = StepOptions<"fill-missing">;

/** Puts one learnt value in place of the missing ones, as scikit-learn's `SimpleImputer`. */
export const fillMissing = perColumn<Options, string | number>({
  accepts: ({ strategy }) => (strategy === "mean" || strategy === "median" ? ["number", "date"] : ["number", "date", "category", "text"]),

  fit(column, { strategy, value }) {
    if (column.kind === "category" || column.kind === "text") return strategy === "constant" ? String(value) : modeOfLabels(column);
    if (strategy === "constant") {
      const fill = column.kind === "date" && typeof value === "string" ? Date.parse(value) : value;
      if (typeof fill !== "number" || Number.isNaN(fill)) throw constantUnfit(column.name, column.kind, value);
      return fill;
    }
    const present = presentNumbers(column.values);
    if (present.length === 0) throw columnEmpty(column.name);
    return strategy === "mean" ? mean(present) : strategy === "median" ? median(present) : mode(present);
  },

  apply(column, _options, fill) {
    if (column.kind === "number" || column.kind === "date") {
      return [{ ...column, values: column.values.map((value) => (Number.isNaN(value) ? (fill as number) : value)) }];
    }
    if (column.kind === "text") return [{ ...column, values: column.values.map((value) => value ?? String(fill)) }];
    return [fillCategory(column, String(fill))];
  },
});

function fillCategory(column: Extract<Column, { kind: "category" }>, fill: string): Column {
  const at = column.levels.indexOf(fill);
  const levels = at >= 0 ? column.levels : [...column.levels, fill].sort(byCodePoint);
  const code = levels.indexOf(fill);
  const shift = (old: number) => (old < 0 ? code : at < 0 && old >= code ? old + 1 : old);
  return { ...column, levels, codes: column.codes.map(shift) };
}

export const mean = (values: Float64Array): number => {
  const rough = values.reduce((sum, value) => sum + value / values.length, 0);
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
};

/** Middle value; of an even count the mean of the middle two. */
function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}

/** Most frequent value; of several the smallest. */
function mode(values: Float64Array): number {
  const sorted = values.slice().sort();
  let best = sorted[0] as number;
  let most = 0;
  let start = 0;
  for (let i = 1; i <= sorted.length; i += 1) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    if (i - start > most) {
      most = i - start;
      best = sorted[start] as number;
    }
    start = i;
  }
  return best;
}

function modeOfLabels(column: Column): string {
  const present = categoriesOf(column).filter(({ label }) => label !== null);
  if (present.length === 0) throw columnEmpty(column.name);
  return present.reduce((best, other) => (other.count > best.count ? other : best)).label as string;
}
