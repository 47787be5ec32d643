import { categoriesOf } from "../categories.ts";
import { valueUnseen } from "../errors.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, numberColumn, rowsOf } from "../values.ts";

interface State {
  /** One output column each, in this order; null is the missing value. */
  categories: (string | null)[];
  /** They share one more column, the last. */
  rare: (string | null)[];
  /** Names of the output columns. */
  names: string[];
}

/**
 * One column of 0 and 1 for each category, as scikit-learn's `OneHotEncoder`: missing is a category of its own where
 * training had it, and beyond `maxCategories` columns the rarest categories share one.
 */
export const oneHotEncode = perColumn<StepOptions<"one-hot-encode">, State>({
  accepts: () => ["category", "text", "number"],

  fit(column, { maxCategories }) {
    const found = categoriesOf(column);
    const keep = found.length > maxCategories ? maxCategories - 1 : found.length;
    const rarest = found.map((_, i) => i).sort((a, b) => (found[a]?.count ?? 0) - (found[b]?.count ?? 0) || a - b);
    const rare = new Set(rarest.slice(0, found.length - keep));
    const categories = found.filter((_, i) => !rare.has(i)).map(({ label }) => label);
    const taken = new Set(categories);
    const named = (label: string | null) => `${column.name}_${label ?? freeName("missing", taken)}`;
    const names = categories.map(named);
    if (rare.size > 0) names.push(`${column.name}_${freeName("other", taken)}`);
    return { categories, rare: found.filter((_, i) => rare.has(i)).map(({ label }) => label), names };
  },

  apply(column, { unseen }, { categories, rare, names }) {
    const rows = rowsOf(column);
    const positions = new Map(categories.map((label, i) => [label, i]));
    for (const label of rare) positions.set(label, categories.length);
    const outputs = names.map((name) => numberColumn(name, new Float64Array(rows)));
    for (let row = 0; row < rows; row += 1) {
      const label = labelAt(column, row);
      const position = positions.get(label);
      if (position !== undefined) (outputs[position] as (typeof outputs)[0]).values[row] = 1;
      else if (unseen === "error") throw valueUnseen(column.name, row + 1, label);
    }
    return outputs;
  },
});

function freeName(name: string, taken: ReadonlySet<string | null>): string {
  let free = name;
  while (taken.has(free)) free = `${free}_`;
  return free;
}
