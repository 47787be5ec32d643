import { columnEmpty, valueOutOfRange } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

/** The natural logarithm of each value and a shift; with a shift of 1 numpy's `log1p`. Missing stays missing. */
export const logTransform = perColumn<StepOptions<"log-transform">, { least: number }>({
  accepts: () => ["number"],

  fit(column, { shift }) {
    let least = Number.POSITIVE_INFINITY;
    if (column.kind === "number") for (const value of column.values) if (value + shift > 0 && value < least) least = value;
    if (least === Number.POSITIVE_INFINITY) throw columnEmpty(column.name);
    return { least };
  },

  apply(column, { shift, outOfRange }, { least }) {
    if (column.kind !== "number") return [column];
    const log = shift === 1 ? Math.log1p : (value: number) => Math.log(value + shift);
    const values = new Float64Array(column.values.length);
    for (let row = 0; row < values.length; row += 1) {
      const value = column.values[row] as number;
      const outside = value + shift <= 0;
      if (outside && outOfRange === "error") throw valueOutOfRange(column.name, row + 1, value, shift);
      values[row] = outside ? (outOfRange === "clip" ? log(least) : Number.NaN) : log(value);
    }
    return [numberColumn(column.name, values)];
  },
});
