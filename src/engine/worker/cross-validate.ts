import type { CrossValidation } from "../../protocol/cross-validation.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import type { Journal } from "../../protocol/journal.ts";
import type { SplitName } from "../../protocol/run.ts";
import { plural } from "../../shared/format.ts";
import { recipeWithEncoder } from "../autoencoder/encoder.ts";
import type { Frame } from "../data/column.ts";
import { crossValidate, type FoldPlan, foldsAsked, planFolds } from "../train/cross-validate/cross-validate.ts";
import { givenUp } from "../train/cross-validate/errors.ts";
import { joinRows } from "../train/cross-validate/frames.ts";
import type { TrainOptions } from "../train/train.ts";
import type { States } from "./states.ts";

export interface FoldRows extends Pick<TrainOptions, "experiment" | "frames"> {
  rowNumbers: Record<SplitName, Float64Array>;
  /** Columns that the folds are cut by, of the training and the validation rows. */
  by: readonly [train: Frame, validation: Frame];
}

interface PlannedFolds {
  plan: FoldPlan;
  frame: Frame;
  numbers: Float64Array;
}

export interface FoldsJob extends Pick<TrainOptions, "experiment" | "booleans" | "encoder" | "tensorflow" | "signal"> {
  /** Null where the experiment asks for no folds. */
  planned: PlannedFolds | null;
  journal: Journal;
  states: States;
}

/** Share of all the work that the training itself is, before its folds: they take about as long each. */
export const shareOfTraining = (experiment: Experiment): number => 1 / (1 + foldsAsked(experiment));

/** The folds of an experiment that asks for them, over its training and validation rows. */
export function foldsOfRows({ experiment, frames, rowNumbers, by }: FoldRows): PlannedFolds | null {
  if (!experiment.crossValidation) return null;
  const parts = (["train", "validation"] as const).map((split) => ({ frame: frames[split], numbers: rowNumbers[split] }));
  const { frame, numbers } = joinRows(parts);
  const { frame: cut } = joinRows(parts.map((part, i) => ({ frame: by[i] as Frame, numbers: part.numbers })));
  return { plan: planFolds(experiment, frame, cut.columns), frame, numbers };
}

/** What to tell the reader where not all rows fit into memory. */
export const foldsOfPart = ({ numbers }: PlannedFolds): string =>
  `The folds were cut from the ${plural(numbers.length, "row")} that were held in memory.`;

/** Trains the folds; their series go into the journal as `fold_1/loss`. Folds that fail leave a note: the model itself is there already. */
export async function trainFolds(job: FoldsJob): Promise<{ crossValidation?: CrossValidation; notes: string[]; stopped: boolean }> {
  const { experiment, planned, journal, states } = job;
  if (!planned) return { notes: [], stopped: false };
  const done = shareOfTraining(experiment);
  const all = planned.plan.parts.length;
  let now = 0;
  try {
    const crossValidation = await crossValidate({
      ...job,
      ...planned,
      recipe: await recipeWithEncoder(experiment, job.encoder),
      onFold(fold, of) {
        now = fold;
        states.update({ phase: `fold ${fold} of ${of}`, epoch: 0, last: {} });
      },
      onEpoch(fold, epoch, figures) {
        const named = Object.fromEntries(Object.entries(figures).map(([name, value]) => [`fold_${fold}/${name}`, value]));
        journal.metrics(named, epoch);
        states.update({ epoch, last: named });
      },
      onProgress: (fraction) => states.update({ fraction: done + (1 - done) * fraction }),
    });
    if (crossValidation) return { crossValidation, notes: [], stopped: false };
    return { notes: [`Stopped on request in fold ${now} of ${all}: the model is whole, its cross-validation is not.`], stopped: true };
  } catch (error) {
    return { notes: [givenUp(now, all, error)], stopped: false };
  }
}
