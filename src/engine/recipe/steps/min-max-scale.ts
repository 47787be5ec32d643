import { columnEmpty } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn, presentNumbers } from "../values.ts";

/** Maps the training range to 0..1, as scikit-learn's `MinMaxScaler`; later values may lie outside. Missing stays missing. */
export const minMaxScale = perColumn<StepOptions<"min-max-scale">, { min: number; range: number }>({
  accepts: () => ["number"],
  fit(column) {
    const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
    if (present.length === 0) throw columnEmpty(column.name);
    const min = present.reduce((a, b) => Math.min(a, b));
    const range = present.reduce((a, b) => Math.max(a, b)) - min;
    return { min, range: range < 10 * Number.EPSILON ? 1 : range };
  },
  apply(column, _options, { min, range }) {
    if (column.kind !== "number") return [column];
    return [
      numberColumn(
        column.name,
        column.values.map((value) => (value - min) / range),
      ),
    ];
  },
});
