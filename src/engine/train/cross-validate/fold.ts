import type { Fold } from "../../../protocol/cross-validation.ts";
import type { Experiment } from "../../../protocol/experiment.ts";
import type { Frame } from "../../data/column.ts";
import { figuresOf, judge } from "../../evaluate/evaluate.ts";
import type { FitContext } from "../../model/algorithm.ts";
import { algorithmFor } from "../../model/registry.ts";
import { recall } from "../../recipe/apply.ts";
import type { FittedRecipe } from "../../recipe/fitted.ts";
import { namingRows } from "../../recipe/naming-rows.ts";
import { noCheckpoints } from "../checkpoint/checkpoint.ts";
import { learn, prepareRows } from "../prepare.ts";
import { foldWithoutRows } from "./errors.ts";
import { takeFrame } from "./frames.ts";

export interface FoldContext extends Pick<FitContext, "tensorflow" | "signal" | "encoder" | "onEpoch" | "onProgress"> {
  experiment: Experiment;
  /** The rows that all folds share, features and target. */
  frame: Frame;
  /** For each of these its number in the data file, from 1. */
  numbers: ArrayLike<number>;
  booleans: ReadonlySet<string>;
  /** Fitted before, on other rows, as a pretrained encoder's is. */
  recipe: FittedRecipe | undefined;
}

/** Positions in the frame. Without `validation` nothing is chosen by it, and the curve shows the rows held out. */
export interface FoldParts {
  train: Int32Array;
  validation: Int32Array | null;
  test: Int32Array;
}

/** Learns from a fold's own training rows, recipe and all, and judges on the rows held out. Null where it was cut short. */
export async function trainFold(context: FoldContext, parts: FoldParts): Promise<Pick<Fold, "rows" | "metrics"> | null> {
  const { experiment, frame, numbers, booleans, recipe, tensorflow, encoder, signal, onEpoch, onProgress } = context;
  const named = <T>(rows: Int32Array, work: () => T) => namingRows((position) => numbers[rows[position] as number] as number, work);
  const algorithm = algorithmFor(experiment.model);
  const learnt = named(parts.train, () => learn(experiment, takeFrame(frame, parts.train), { booleans, recipe }));
  algorithm.check(experiment.model, learnt);
  const memory = recall(learnt.recipe);
  const prepared = (rows: Int32Array) => named(rows, () => prepareRows(learnt, takeFrame(frame, rows), memory));
  const train = learnt.rows;
  const aside = parts.validation && prepared(parts.validation);
  const test = prepared(parts.test);
  for (const part of [train, aside, test]) if (part && part.kept.length === 0) throw foldWithoutRows();

  const validation = aside ?? test;
  const settings = experiment.training;
  const work = { ...learnt, train, validation, settings, model: experiment.model, encoder };
  const fit = {
    ...learnt,
    train,
    validation,
    settings,
    tensorflow: () => tensorflow(work),
    encoder,
    checkpoints: noCheckpoints,
    signal,
    onEpoch,
    onProgress,
  };
  const { model, stopped, failure } = await algorithm.fit(experiment.model, fit);
  try {
    if (failure) throw failure;
    if (stopped || signal.aborted) return null;
    const before = aside ? [train, aside] : [train];
    model.inTime?.follow([...before, test]);
    const judged = await judge({ model, target: learnt.target }, test, before.slice(-1));
    const rows = { train: train.kept.length, validation: aside?.kept.length ?? 0, test: test.kept.length };
    return { rows, metrics: figuresOf(judged) };
  } finally {
    model.dispose();
  }
}
