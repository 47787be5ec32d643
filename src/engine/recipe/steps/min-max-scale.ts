import { columnEmpty } from "../errors.ts";
import { extremes } from "../statistics.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn, presentNumbers } from "../values.ts";

/** Maps the training range to `range`, as scikit-learn's `MinMaxScaler`; later values may lie outside. Missing stays missing. */
export const minMaxScale = perColumn<StepOptions<"min-max-scale">, { min: number; range: number }>({
  accepts: () => ["number"],
  fit(column) {
    const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
    if (present.length === 0) throw columnEmpty(column.name);
    const { min, max } = extremes(present);
    return { min, range: max - min < 10 * Number.EPSILON ? 1 : max - min };
  },
  apply(column, { range: [low, high] }, { min, range }) {
    if (column.kind !== "number") return [column];
    const values = new Float64Array(column.values.length);
    const span = high - low;
    for (let row = 0; row < values.length; row += 1) values[row] = low + (((column.values[row] as number) - min) / range) * span;
    return [numberColumn(column.name, values)];
  },
});
