import type { SplitCheck } from "../../../protocol/split.ts";
import { hasClasses } from "../../../protocol/task.ts";
import { Database } from "../database.ts";
import { prepareSource, type SourceOptions } from "../source.ts";
import { columnsOf } from "./assign.ts";
import { classCounts } from "./checks/classes.ts";
import { checkContext } from "./checks/context.ts";
import { distributionFacts, splitColumns } from "./checks/distribution.ts";
import { inOrder, quickFacts } from "./checks/quick.ts";

/** Splits an experiment's data and says all that is known of the split: its facts, its classes, how each column lies in each split. */
export async function checkSplit(options: Omit<SourceOptions, "checked">): Promise<SplitCheck> {
  const { experiment, progress, signal } = options;
  const { source, data, notes } = await prepareSource({ ...options, progress: (fraction, phase) => progress?.(fraction * 0.6, phase) });
  const splits = data.splits ?? { train: 0, validation: 0, test: 0 };
  const database = await Database.open(source.database, { signal });
  try {
    progress?.(0.6, "checking the split");
    const context = checkContext(database, experiment, { columns: await columnsOf(database), splits });
    const facts = await quickFacts(context);
    const lying = await splitColumns(context, (done, of) => progress?.(0.7 + (0.3 * done) / of, "comparing the splits"));
    return {
      file: data.path,
      method: experiment.split.method,
      splits,
      leftOut: source.rows - splits.train - splits.validation - splits.test,
      notes,
      facts: inOrder([...facts, ...distributionFacts(lying, context)]),
      classes: context.target && hasClasses(experiment.task) ? await classCounts(context, context.target) : null,
      columns: lying,
    };
  } finally {
    database.close();
  }
}
