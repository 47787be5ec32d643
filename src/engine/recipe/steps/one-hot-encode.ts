import { categoriesOf } from "../categories.ts";
import { valueUnseen } from "../errors.ts";
import { lookUp } from "../lookup.ts";
import { perColumn, type StepOptions } from "../step.ts";
import { labelAt, numberColumn } from "../values.ts";

interface State {
  /** One output column each, in this order; null is the missing value. */
  categories: (string | null)[];
  /** They share one more column, the last. */
  rare: (string | null)[];
  /** Names of the output columns. */
  names: string[];
  /** The category without a column, where one is dropped: all zeros. */
  dropped?: string | null;
}

const UNSEEN = -1;
const DROPPED = -2;

/**
 * One column of 0 and 1 for each category, as scikit-learn's `OneHotEncoder`: missing is a category of its own where
 * training had it, and beyond `maxCategories` columns the rarest categories share one.
 */
export const oneHotEncode = perColumn<StepOptions<"one-hot-encode">, State>({
  accepts: () => ["category", "text", "number"],

  fit(column, { maxCategories, drop, unseen }) {
    const found = categoriesOf(column);
    const keep = found.length > maxCategories ? maxCategories - 1 : found.length;
    const rarest = found.map((_, i) => i).sort((a, b) => (found[a]?.count ?? 0) - (found[b]?.count ?? 0) || a - b);
    const rare = new Set(rarest.slice(0, found.length - keep));
    const all = found.filter((_, i) => !rare.has(i)).map(({ label }) => label);
    const drops = all.length > 0 && (drop === "first" || (drop === "if-binary" && all.length === 2 && rare.size === 0));
    const categories = drops ? all.slice(1) : all;
    const taken = new Set(all);
    const named = (label: string | null) => `${column.name}_${label ?? freeName("missing", taken)}`;
    const names = categories.map(named);
    if (rare.size > 0 || unseen === "bucket") names.push(`${column.name}_${freeName("other", taken)}`);
    const state = { categories, rare: found.filter((_, i) => rare.has(i)).map(({ label }) => label), names };
    return drops ? { ...state, dropped: all[0] as string | null } : state;
  },

  apply(column, { unseen }, { categories, rare, names, dropped }) {
    const table = new Map(categories.map((label, i) => [label, i]));
    for (const label of rare) table.set(label, categories.length);
    if (dropped !== undefined) table.set(dropped, DROPPED);
    const places = lookUp(column, table, unseen === "bucket" ? categories.length : UNSEEN);
    const outputs = names.map(() => new Float64Array(places.length));
    for (let row = 0; row < places.length; row += 1) {
      const place = places[row] as number;
      if (place >= 0) (outputs[place] as Float64Array)[row] = 1;
      else if (place === UNSEEN && unseen === "error") throw valueUnseen(column.name, row + 1, labelAt(column, row));
    }
    return outputs.map((values, i) => numberColumn(names[i] as string, values));
  },
});

function freeName(name: string, taken: ReadonlySet<string | null>): string {
  let free = name;
  while (taken.has(free)) free = `${free}_`;
  return free;
}
