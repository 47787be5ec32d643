import type { Column } from "../../data/column.ts";
import { pearson, spearman } from "../correlation.ts";
import { type Dropped, dropping } from "../dropping.ts";
import type { StepOptions } from "../step.ts";

interface State extends Dropped {
  /** For each column left out, the one that says the same. */
  because: Record<string, { of: string; correlation: number }>;
}

const numbersOf = (column: Column) => (column.kind === "number" ? column.values : new Float64Array());

/**
 * Leaves out number columns that say what another says. Columns are taken in their order: one that correlates, up or down,
 * above the threshold with a column kept before it is left out. A column left out speaks against no other.
 */
export const selectByCorrelation = dropping<StepOptions<"select-by-correlation">, State>({
  accepts: () => ["number"],
  fit(columns, { threshold, method }) {
    const kept: Column[] = [];
    const because: [string, { of: string; correlation: number }][] = [];
    for (const column of columns) {
      const twin = firstTwin(kept, column, threshold, method === "spearman" ? spearman : pearson);
      if (twin) because.push([column.name, twin]);
      else kept.push(column);
    }
    return { dropped: because.map(([name]) => name), because: Object.fromEntries(because) };
  },
});

function firstTwin(kept: readonly Column[], column: Column, threshold: number, correlate: typeof pearson) {
  for (const other of kept) {
    const correlation = correlate(numbersOf(other), numbersOf(column));
    if (Math.abs(correlation) > threshold) return { of: other.name, correlation };
  }
  return undefined;
}
