import type { Experiment } from "../../../../protocol/experiment.ts";
import type { SplitName } from "../../../../protocol/run.ts";
import { excludedColumns, listOf, type SplitFact } from "../../../../protocol/split.ts";
import type { Database } from "../../database.ts";
import { isDate, isNumber, isText } from "../../kinds.ts";

export interface DataColumn {
  name: string;
  storage: string;
}

/** What a check of a split works with: the table `data` with its `__split`. */
export interface CheckContext {
  database: Database;
  experiment: Experiment;
  splits: Record<SplitName, number>;
  /** Null of a task without one. */
  target: DataColumn | null;
  /** What a model would learn from. */
  features: DataColumn[];
  /** Columns that are neither target nor feature, and do not decide the split. */
  others: DataColumn[];
}

/** One thing that may be wrong with a split. */
export type Check = (context: CheckContext) => Promise<SplitFact[]>;

export function checkContext(
  database: Database,
  experiment: Experiment,
  { columns, splits }: { columns: readonly DataColumn[]; splits: Record<SplitName, number> },
): CheckContext {
  const excluded = excludedColumns(experiment);
  const { split, target } = experiment;
  const deciding = [...listOf(split.key), ...listOf(split.group), split.column];
  const usable = columns.filter(({ name, storage }) => name !== target && (isNumber(storage) || isDate(storage) || isText(storage)));
  return {
    database,
    experiment,
    splits,
    target: columns.find(({ name }) => name === target) ?? null,
    features: usable.filter(({ name }) => !excluded.includes(name)),
    others: usable.filter(({ name }) => excluded.includes(name) && !deciding.includes(name)),
  };
}
