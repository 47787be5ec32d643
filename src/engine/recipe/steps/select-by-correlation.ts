import { type Dropped, dropping } from "../dropping.ts";
import { type Comparable, comparable, correlation } from "../feature-selection/correlation.ts";
import type { StepOptions } from "../step.ts";

interface State extends Dropped {
  /** For each column left out, the one that says the same. */
  because: Record<string, Twin>;
}

interface Twin {
  of: string;
  correlation: number;
}

type Options = StepOptions<"select-by-correlation">;
type Kept = Comparable & { name: string };

/**
 * Leaves out number columns that say what another says. Columns are taken in their order: one that correlates, up or down,
 * above the threshold with a column kept before it is left out. A column left out speaks against no other.
 */
export const selectByCorrelation = dropping<Options, State>({
  accepts: () => ["number"],
  fit(columns, options) {
    const kept: Kept[] = [];
    const because: [string, Twin][] = [];
    for (const column of columns) {
      if (column.kind !== "number") continue;
      const one = { name: column.name, ...comparable(column.values, options.method) };
      const twin = firstTwin(kept, one, options);
      if (twin) because.push([column.name, twin]);
      else kept.push(one);
    }
    return { dropped: because.map(([name]) => name), because: Object.fromEntries(because) };
  },
});

function firstTwin(kept: readonly Kept[], one: Comparable, { threshold, method }: Options): Twin | undefined {
  for (const other of kept) {
    const found = correlation(other, one, method);
    if (Math.abs(found) > threshold) return { of: other.name, correlation: found };
  }
  return undefined;
}
