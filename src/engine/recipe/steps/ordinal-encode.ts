import { categoriesOf } from "../categories.ts";
import { columnEmpty, valueUnseen } from "../errors.ts";
import { lookUp } from "../lookup.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, numberColumn } from "../values.ts";

const UNSEEN = -1;
const MISSING = -2;

/** Each category becomes its place in the order given, or sorted, as scikit-learn's `OrdinalEncoder`. Missing stays missing. */
export const ordinalEncode = perColumn<StepOptions<"ordinal-encode">, { categories: string[] }>({
  accepts: () => ["category", "text", "number"],

  fit(column, { order }) {
    if (order) return { categories: [...new Set(order)] };
    const categories = categoriesOf(column).flatMap(({ label }) => (label === null ? [] : [label]));
    if (categories.length === 0) throw columnEmpty(column.name);
    return { categories };
  },

  apply(column, { unseen }, { categories }) {
    const table = new Map<string | null, number>(categories.map((label, i) => [label, i]));
    table.set(null, MISSING);
    const places = lookUp(column, table, unseen === "bucket" ? categories.length : UNSEEN);
    const values = new Float64Array(places.length);
    for (let row = 0; row < values.length; row += 1) {
      const place = places[row] as number;
      if (place === UNSEEN && unseen === "error") throw valueUnseen(column.name, row + 1, labelAt(column, row));
      values[row] = place === MISSING ? Number.NaN : place;
    }
    return [numberColumn(column.name, values)];
  },
});
