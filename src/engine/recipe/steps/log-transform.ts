import { columnEmpty, valueOutOfRange } from "../errors.ts";
import { perNumberColumn } from "../per-number-column.ts";
import type { StepOptions } from "../step.ts";

/** The natural logarithm of each value and a shift; with a shift of 1 numpy's `log1p`. Missing stays missing. */
export const logTransform = perNumberColumn<StepOptions<"log-transform">, { least: number }>({
  fit(present, { shift }, name) {
    let least = Number.POSITIVE_INFINITY;
    for (const value of present) if (value + shift > 0 && value < least) least = value;
    if (least === Number.POSITIVE_INFINITY) throw columnEmpty(name);
    return { least };
  },

  apply(values, { shift, outOfRange }, { least }, name) {
    const log = shift === 1 ? Math.log1p : (value: number) => Math.log(value + shift);
    const inPlace = outOfRange === "clip" ? log(least) : Number.NaN;
    const logs = new Float64Array(values.length);
    for (let row = 0; row < logs.length; row += 1) {
      const value = values[row] as number;
      const outside = value + shift <= 0;
      if (outside && outOfRange === "error") throw valueOutOfRange(name, row + 1, value, shift);
      logs[row] = outside ? inPlace : log(value);
    }
    return logs;
  },
});
