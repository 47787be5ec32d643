import { categoriesOf } from "../categories.ts";
import { valueUnseen } from "../errors.ts";
import { lookUp } from "../lookup.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, numberColumn } from "../values.ts";

interface State {
  /** Null is the missing value. */
  categories: (string | null)[];
  /** Training rows of each. */
  counts: number[];
}

const UNSEEN = -1;

/** How often training had a category, as a count or a share of the rows. Missing is a category of its own where training had it. */
export const frequencyEncode = perColumn<StepOptions<"frequency-encode">, State>({
  accepts: () => ["category", "text", "number"],

  fit(column) {
    const found = categoriesOf(column);
    return { categories: found.map(({ label }) => label), counts: found.map(({ count }) => count) };
  },

  apply(column, options, { categories, counts }) {
    const divisor = options.as === "share" ? counts.reduce((sum, count) => sum + count, 0) : 1;
    const places = lookUp(column, new Map(categories.map((label, i) => [label, i])), UNSEEN);
    const values = new Float64Array(places.length);
    for (let row = 0; row < values.length; row += 1) {
      const place = places[row] as number;
      if (place === UNSEEN && options.unseen === "error") throw valueUnseen(column.name, row + 1, labelAt(column, row));
      values[row] = place === UNSEEN ? 0 : (counts[place] as number) / divisor;
    }
    return [numberColumn(column.name, values)];
  },
});
