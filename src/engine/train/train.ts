import type { Evaluation } from "../../protocol/evaluation.ts";
import type { Experiment } from "../../protocol/experiment.ts";
import type { Explanation } from "../../protocol/explanation.ts";
import { SPLITS, type SplitName } from "../../protocol/run.ts";
import { isSupervised } from "../../protocol/task.ts";
import { cancelled, type TrainyardError } from "../../shared/errors.ts";
import { plural } from "../../shared/format.ts";
import { recipeWithEncoder } from "../autoencoder/encoder.ts";
import type { Column, Frame } from "../data/column.ts";
import { evaluate, figuresOf, type Judged, judge } from "../evaluate/evaluate.ts";
import { judgeParts } from "../evaluate/in-parts.ts";
import { type KeptPredictions, keepPredictions } from "../evaluate/kept-predictions.ts";
import { explain } from "../explain/explain.ts";
import { looksBack } from "../explain/explained.ts";
import { segmentsOf } from "../gate/segments.ts";
import type { FitContext } from "../model/algorithm.ts";
import type { Trained } from "../model/artifacts.ts";
import { splitDropped, splitEmpty } from "../model/errors.ts";
import { type InputExample, inputExampleOf } from "../model/input-example.ts";
import { fitLabel } from "../model/label.ts";
import { algorithmFor } from "../model/registry.ts";
import { fitTarget, type TargetState } from "../model/target.ts";
import { recall } from "../recipe/apply.ts";
import { namingRows } from "../recipe/naming-rows.ts";
import { type Checkpoints, noCheckpoints } from "./checkpoint/checkpoint.ts";
import { learn, type PreparedRows, prepareRows, withTarget } from "./prepare.ts";
import { prepareStreams, type RowStream } from "./stream/prepared.ts";
import { chunksOf } from "./stream/row-parts.ts";

export interface TrainOptions extends Pick<FitContext, "encoder" | "tensorflow" | "signal" | "onEpoch" | "onProgress"> {
  run: string;
  experiment: Experiment;
  /** Features and target of each split. */
  frames: Record<SplitName, Frame>;
  /** For each of these rows its number in the data file, from 1: what errors say. */
  rowNumbers: Record<SplitName, ArrayLike<number>>;
  /** Columns that hold truth values. */
  booleans: ReadonlySet<string>;
  /** All rows, where they do not fit into memory; `frames` then hold a part of them. */
  rowStream?: RowStream | undefined;
  /** Absent: nothing is saved. */
  checkpoints?: Checkpoints;
  /** Columns of the test rows that the report groups by, or gates tell apart, and the model is not given. Absent: none. */
  beside?: Column[];
  onPhase(phase: "preparing" | "training" | "evaluating" | "explaining"): void;
}

export interface TrainResult extends Trained {
  example: InputExample;
  /** Rows that were used. */
  splits: Record<SplitName, number>;
  scores: Record<SplitName, Record<string, number>>;
  evaluation: Evaluation;
  /** Null without a target, of forecasts, and where it is switched off. */
  explanation: Explanation | null;
  /** Of the test rows; null likewise, and where they are too many. */
  predictions: KeptPredictions | null;
  stopped: boolean;
  /** Why training broke off; the model is the best from before. */
  failure: TrainyardError | null;
  notes: string[];
}

/** Prepares, fits and evaluates. All that can be wrong with the data or the settings is said before training begins. */
export async function trainExperiment(options: TrainOptions): Promise<TrainResult> {
  const { experiment, frames, booleans, rowNumbers } = options;
  options.onPhase("preparing");
  const algorithm = algorithmFor(experiment.model);
  const named = <T>(split: SplitName, work: () => T) => namingRows((position) => rowNumbers[split][position] as number, work);
  const given = await recipeWithEncoder(experiment, options.encoder);
  const learnt = named("train", () => learn(experiment, frames.train, { booleans, recipe: given, target: targetOfAll(options) }));
  algorithm.check(experiment.model, learnt);
  // Validation goes on where training ended, and the test where validation did: lags reach back over the border.
  const memory = recall(learnt.recipe);
  const rows = bySplit((split) => {
    if (split === "train") return learnt.rows;
    return named(split, () => prepareRows(learnt, frames[split], memory));
  });
  const empty = SPLITS.find((split) => rows[split].kept.length === 0);
  if (empty) throw withTarget(frames[empty], learnt.target).kept.length > 0 ? splitDropped(empty) : splitEmpty(empty, learnt.target.column);
  const streams = options.rowStream && (await prepareStreams(options.rowStream, learnt));
  if (options.signal.aborted) throw cancelled();

  options.onPhase("training");
  const { tensorflow, signal, onEpoch, onProgress, checkpoints = noCheckpoints } = options;
  const { train, validation } = rows;
  const context = {
    ...learnt,
    train,
    validation,
    stream: streams,
    settings: experiment.training,
    tensorflow: () =>
      tensorflow({ ...learnt, train, validation, settings: experiment.training, model: experiment.model, encoder: options.encoder }),
    encoder: options.encoder,
    checkpoints,
    signal,
    onEpoch,
    onProgress,
  };
  const { model, stopped, failure = null, notes } = await algorithm.fit(experiment.model, context);

  options.onPhase("evaluating");
  const scores = {} as Record<SplitName, Record<string, number>>;
  model.inTime?.follow(SPLITS.map((split) => rows[split]));
  const { recipe, target } = learnt;
  const shownOf = (split: SplitName, i: number) => judge({ model, target }, rows[split], i === 0 ? [] : [rows[SPLITS[i - 1] as SplitName]]);
  let judged: Judged | null = null;
  for (const [i, split] of SPLITS.entries()) {
    judged = null; // one at a time: what is said of very many rows takes room as well
    const stream = streams?.[split];
    judged = stream ? await judgeParts({ model, target }, chunksOf(stream), stream.rows) : await shownOf(split, i);
    scores[split] = figuresOf(judged);
  }
  const tested = judged as Judged;
  const shown = streams ? await shownOf("test", SPLITS.indexOf("test")) : tested;
  const beside = options.beside ?? [];
  const evaluation = {
    ...evaluate(tested, { run: options.run, on: "test", skipped: (streams ?? rows).test.skipped, costs: experiment.report.costs }),
    ...segmentsOf(experiment, shown, [...frames.test.columns, ...beside], rows.test.kept),
  };
  options.onPhase("explaining");
  const explanation = await explain(shown, {
    ...options,
    settings: experiment.report,
    seed: experiment.training.seed,
    model,
    recipe,
    memory() {
      const before = recall(recipe);
      if (looksBack(recipe)) prepareRows(learnt, frames.validation, before);
      return before;
    },
    frame: frames.test,
    kept: rows.test.kept,
    numbers: rowNumbers.test,
    beside,
    onProgress: (fraction) => onProgress(0, fraction),
  });
  return {
    recipe,
    target,
    model,
    example: inputExampleOf(
      frames.train,
      recipe.inputs.map(({ name }) => name),
    ),
    splits: bySplit((split) => (streams ? streams[split].rows : rows[split].kept.length)),
    scores,
    evaluation,
    explanation,
    predictions: keptOf(shown, rows.test.kept, rowNumbers.test),
    stopped,
    failure,
    notes: [...notes, ...skippedNotes(streams ?? rows, target.column)],
  };
}

const keptOf = (judged: Judged, kept: Int32Array, numbers: ArrayLike<number>): KeptPredictions | null =>
  "judgement" in judged || judged.forecast
    ? null
    : keepPredictions(
        judged,
        Float64Array.from(kept, (position) => numbers[position] as number),
      );

/** What only all training rows together tell of the target. */
function targetOfAll({ rowStream, experiment: { task } }: TrainOptions): TargetState | undefined {
  if (!rowStream?.target) return undefined;
  return isSupervised(task) ? fitTarget(rowStream.target, task) : { task, column: null, label: fitLabel(rowStream.target) };
}

function skippedNotes(rows: Record<SplitName, Pick<PreparedRows, "skipped">>, target: string | null): string[] {
  const why = target === null ? "dropped by the recipe" : `no known ${target}, or dropped by the recipe`;
  return SPLITS.flatMap((split) => {
    const { skipped } = rows[split];
    return skipped === 0 ? [] : [`${plural(skipped, "row")} of the ${split} split left out: ${why}.`];
  });
}

const bySplit = <T>(value: (split: SplitName) => T) =>
  Object.fromEntries(SPLITS.map((split) => [split, value(split)])) as Record<SplitName, T>;
