import { type Dropped, dropping } from "../dropping.ts";
import type { StepOptions } from "../step.ts";

/** Leaves out all columns but those it names; rows to come need not have the others, unless an earlier step uses them. */
export const keepColumns = dropping<StepOptions<"keep-columns">, Dropped>({
  accepts: () => ["number", "date", "category", "text"],
  fit: (columns) => ({ dropped: columns.map(({ name }) => name) }),
  onOthers: true,
});
