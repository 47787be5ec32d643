import type { LayersModel } from "@tensorflow/tfjs-layers";
import { plural } from "../../shared/format.ts";
import type { TF } from "../backend/tf.ts";
import { type Inputs, makeBatch } from "../train/batch.ts";
import { classWeights } from "../train/class-weights.ts";
import { endNotes } from "../train/end-notes.ts";
import { type Trained, type Training, trainNetwork } from "../train/loop.ts";
import { streamedBatches } from "../train/stream/batches.ts";
import { VALIDATION_BATCH } from "../train/validate.ts";
import type { Fit, FitContext, FittedModel, LabelledRows } from "./algorithm.ts";
import type { SupervisedTarget } from "./target.ts";

/** A network that is to learn, as its algorithm made it. */
interface Learner<X> {
  tf: TF;
  /** What is trained. */
  raw: LayersModel;
  /** What is kept: it has the same layers. */
  model: FittedModel<X>;
  inputs(x: X): Inputs;
  /** Rows that were read in parts as one. Absent: it learns from rows in memory alone. */
  join?: (parts: X[]) => X;
  /** Of a regression: the network learns the target in its own units, not standardised. */
  ownUnits?: boolean;
  objective?: Training["objective"];
}

/** Trains a network by the settings of the experiment. Where that fails, the model is disposed of. */
export async function trainModel<X>(learner: Learner<X>, context: FitContext<X>): Promise<Fit<X>> {
  const { tf, raw, model, ownUnits = false, objective = null } = learner;
  const { target, settings } = context;
  const standardised = target.task === "regression" && !ownUnits;
  const examples = ({ x, y }: LabelledRows<X>) => ({ x: learner.inputs(x), y: targetsOf(y, target, standardised) });
  const rowsOf = (split: "train" | "validation", options: { size: number; shuffleBy: number | null }) => {
    const { join } = learner;
    if (!context.stream || !join) return examples(context[split]);
    const open = (rows: LabelledRows<X>) => {
      const own = examples(rows);
      return { batch: (order: Int32Array, from: number, to: number) => makeBatch(tf, own, order, from, to), largest: own.x.largest };
    };
    return streamedBatches(context.stream[split], { ...options, join, open });
  };
  try {
    const trained = await trainNetwork({
      tf,
      network: raw,
      task: target.task,
      train: rowsOf("train", { size: settings.batchSize, shuffleBy: settings.shuffle ? settings.seed : null }),
      validation: rowsOf("validation", { size: VALIDATION_BATCH, shuffleBy: null }),
      classWeights: target.task === "regression" ? null : classWeights(settings.classWeights, target.classes, target.counts),
      scale: standardised ? target.std : 1,
      settings,
      objective,
      checkpoints: context.checkpoints,
      onEpoch: context.onEpoch,
      onProgress: context.onProgress,
      signal: context.signal,
    });
    return { model, stopped: trained.stopped, failure: trained.diverged, notes: trainedNotes(trained) };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function targetsOf(y: Float64Array, target: SupervisedTarget, standardised: boolean): Float32Array {
  if (target.task !== "regression" || !standardised) return Float32Array.from(y);
  return Float32Array.from(y, (value) => (value - target.mean) / target.std);
}

/** What a reader of the figures must know of how a network was trained. */
export function trainedNotes({ epochs, stopped, endedEarly, diverged, best, weightsOf, notes }: Trained): string[] {
  if (diverged)
    return [...notes, `Training broke off after ${plural(epochs, "epoch")}. The weights are those of epoch ${weightsOf}, the best before.`];
  const restored = weightsOf === epochs || !best ? null : `The weights are those of epoch ${weightsOf}, the best by ${best.monitor}.`;
  return [...notes, ...endNotes({ unit: "epoch", done: epochs, stopped, endedEarly, best: restored })];
}
