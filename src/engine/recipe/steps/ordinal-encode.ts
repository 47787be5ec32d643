import { categoriesOf } from "../categories.ts";
import { columnEmpty, valueUnseen } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, numberColumn, rowsOf } from "../values.ts";

const UNSEEN = -1;

/** Each category becomes its place in the sorted list, as scikit-learn's `OrdinalEncoder`. Missing stays missing. */
export const ordinalEncode = perColumn<StepOptions<"ordinal-encode">, { categories: string[] }>({
  accepts: () => ["category", "text", "number"],
  fit(column) {
    const categories = categoriesOf(column).flatMap(({ label }) => (label === null ? [] : [label]));
    if (categories.length === 0) throw columnEmpty(column.name);
    return { categories };
  },
  apply(column, { unseen }, { categories }) {
    const positions = new Map<string | null, number>(categories.map((label, i) => [label, i]));
    positions.set(null, Number.NaN);
    const values = Float64Array.from({ length: rowsOf(column) }, (_, row) => {
      const label = labelAt(column, row);
      const position = positions.get(label);
      if (position === undefined && unseen === "error") throw valueUnseen(column.name, row + 1, label);
      return position ?? UNSEEN;
    });
    return [numberColumn(column.name, values)];
  },
});
