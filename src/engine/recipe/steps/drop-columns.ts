import { type Dropped, dropping } from "../dropping.ts";
import type { StepOptions } from "../step.ts";

/** Leaves its columns out; rows to come need not have them, unless an earlier step uses them. */
export const dropColumns = dropping<StepOptions<"drop-columns">, Dropped>({
  accepts: () => ["number", "date", "category", "text"],
  fit: (columns) => ({ dropped: columns.map(({ name }) => name) }),
});
