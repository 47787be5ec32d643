import type { CrossValidation, Fold } from "../../../protocol/cross-validation.ts";
import type { Experiment } from "../../../protocol/experiment.ts";
import { hasClasses } from "../../../protocol/task.ts";
import type { Column, Frame } from "../../data/column.ts";
import { positions } from "../../recipe/values.ts";
import { heeds } from "../params.ts";
import { targetOf } from "../prepare.ts";
import { tooFewForFolds } from "./errors.ts";
import { type FoldContext, type FoldParts, trainFold } from "./fold.ts";
import { type FoldRows, type FoldSettings, foldsOf, setAside } from "./folds.ts";
import { codesOf } from "./frames.ts";
import { methodOf } from "./method.ts";
import { meanScores } from "./scores.ts";
import { timesOf } from "./times.ts";

export interface CrossValidateOptions extends Omit<FoldContext, "onEpoch" | "onProgress"> {
  plan: FoldPlan;
  /** A fold begins, from 1. */
  onFold(fold: number, of: number): void;
  onEpoch(fold: number, epoch: number, figures: Record<string, number>): void;
  /** Hears now and then how far it is with all folds, 0 to 1. */
  onProgress(fraction: number): void;
}

export interface FoldPlan {
  settings: FoldSettings;
  parts: FoldParts[];
}

/**
 * The parts of each fold. Where early stopping chooses the model, it goes by a part set aside of the rows that a fold learns from,
 * in the manner of the folds: the rows held out only judge. `by`: the columns that the folds are cut by. Throws where there
 * are too few rows, groups or times.
 */
export function planFolds(experiment: Experiment, frame: Frame, by: readonly Column[]): FoldPlan {
  const settings = settingsOf(experiment);
  const { of, used, gap } = foldRows(experiment, frame, by, settings);
  const parts = foldsOf(of, { ...settings, gap }).map((part) => inFrame(aside(part, of, settings, experiment), used));
  return { settings, parts };
}

/** Trains on folds of the rows, one after another. Null where it was cut short. */
export async function crossValidate(options: CrossValidateOptions): Promise<CrossValidation | null> {
  const { signal, plan } = options;
  const { parts, settings } = plan;
  const scores: Fold[] = [];
  for (const [i, part] of parts.entries()) {
    if (signal.aborted) return null;
    const fold = i + 1;
    options.onFold(fold, parts.length);
    const context: FoldContext = {
      ...options,
      onEpoch: (epoch, figures) => options.onEpoch(fold, epoch, figures),
      onProgress: (_epoch, fraction) => options.onProgress((i + fraction) / parts.length),
    };
    const found = await trainFold(context, part);
    if (!found) return null;
    scores.push({ fold, repeat: Math.floor(i / settings.folds) + 1, ...found });
    options.onProgress(fold / parts.length);
  }
  const { method, folds, repeats, seed } = settings;
  return { method, folds, repeats, seed, metrics: meanScores(scores), scores };
}

/** How many trainings there will be. */
export const foldsAsked = ({ crossValidation }: Experiment): number =>
  crossValidation ? crossValidation.folds * crossValidation.repeats : 0;

function settingsOf(experiment: Experiment): FoldSettings {
  const { folds = 5, repeats = 1, seed = 42 } = experiment.crossValidation ?? {};
  const method = methodOf(experiment);
  return { method, folds, repeats: method === "time" ? 1 : repeats, seed };
}

/** What the folds are cut by, of the rows that can be; `used` are their positions in the frame. */
function foldRows(
  experiment: Experiment,
  frame: Frame,
  by: readonly Column[],
  settings: FoldSettings,
): { of: FoldRows; used: Int32Array; gap: number } {
  const { method, folds } = settings;
  if (method === "time") {
    const { times, gap } = timesOf(by[0] as Column, experiment.split.gap ?? 0);
    const used = positions(frame.rows, (row) => Number.isFinite(times[row]));
    const known = times.filter(Number.isFinite);
    if (new Set(known).size <= folds) throw tooFewForFolds("different time", new Set(known).size, folds);
    return { of: { rows: used.length, times: known }, used, gap };
  }
  if (frame.rows < folds) throw tooFewForFolds("row", frame.rows, folds);
  const grouped = method === "group" || method === "stratified-group";
  const groups = grouped ? codesOf(by) : undefined;
  const found = new Set(groups).size;
  if (groups && found < folds) throw tooFewForFolds("group", found, folds);
  const classes =
    method.startsWith("stratified") && hasClasses(experiment.task) ? codesOf([targetOf(frame, experiment.target as string)]) : undefined;
  return { of: { rows: frame.rows, ...(classes && { classes }), ...(groups && { groups }) }, used: positions(frame.rows), gap: 0 };
}

function aside({ train, test }: Omit<FoldParts, "validation">, of: FoldRows, settings: FoldSettings, experiment: Experiment): FoldParts {
  const { model, training, split } = experiment;
  if (training.earlyStopping === false || !heeds(model.algorithm, "earlyStopping")) return { train, validation: null, test };
  const taken = <T extends ArrayLike<number>>(codes: T | undefined) => codes && Float64Array.from(train, (row) => codes[row] as number);
  const [classes, groups, times] = [taken(of.classes), taken(of.groups), taken(of.times)];
  const own: FoldRows = { rows: train.length, ...(classes && { classes }), ...(groups && { groups }), ...(times && { times }) };
  const parts = setAside(own, settings, split.validation / (1 - split.test));
  return { train: pick(train, parts.train), validation: pick(train, parts.test), test };
}

const inFrame = ({ train, validation, test }: FoldParts, used: Int32Array): FoldParts => ({
  train: pick(used, train),
  validation: validation && pick(used, validation),
  test: pick(used, test),
});

const pick = (from: Int32Array, at: Int32Array): Int32Array => at.map((position) => from[position] as number);
