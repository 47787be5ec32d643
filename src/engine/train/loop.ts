import type { Optimizer, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Experiment } from "../../protocol/experiment.ts";
import type { Task } from "../../protocol/task.ts";
import type { TrainyardError } from "../../shared/errors.ts";
import type { TF } from "../backend/tf.ts";
import { type Batch, disposeBatch, type Examples, rowsIn } from "./batch.ts";
import { type BatchSource, batchesOf } from "./batches.ts";
import { type Checkpoints, noCheckpoints } from "./checkpoint/checkpoint.ts";
import { captureNetwork, restoreNetwork } from "./checkpoint/network.ts";
import { earlyStopping } from "./early-stopping.ts";
import { lossNotFinite } from "./errors.ts";
import { seriesOf } from "./figures.ts";
import { disposeOptimizer, makeOptimizer } from "./optimizer.ts";
import { pacer } from "./pace.ts";
import { continueRandom, randomFrom } from "./random.ts";
import { learningRate, RATE_SERIES } from "./schedule/learning-rate.ts";
import { type Steps, stepsOf } from "./steps.ts";
import { figuresOf, validatorOf } from "./validate.ts";
import { copyWeights, setWeights, type Weights } from "./weights.ts";

export interface Training {
  tf: TF;
  /** From features to raw outputs: logits, or the standardised value. Its weights are what is learnt. */
  network: LayersModel;
  /** A task without a target brings an objective of its own. */
  task: Task;
  train: Examples | BatchSource;
  validation: Examples | BatchSource;
  /** Weight of each class; null: all the same. */
  classWeights: Float32Array | null;
  /** Standard deviation of a regression's target: errors are logged in its units. */
  scale: number;
  settings: Experiment["training"];
  /** What the network brings along to be trained with; else the task's loss on raw outputs, and the optimizer of the settings. */
  objective?: Objective | null;
  /** Absent: nothing is saved. */
  checkpoints?: Checkpoints;
  /** Hears of every finished epoch, counted from 1, with its figures. */
  onEpoch(epoch: number, figures: Record<string, number>): void;
  /** Hears now and then how far it is, 0 to 1. */
  onProgress(epoch: number, fraction: number): void;
  /** Training ends after the batch at hand; the best weights so far are kept. */
  signal: AbortSignal;
}

interface Objective {
  optimizer: Optimizer;
  /** Loss of each row. */
  loss(y: Batch["y"], outputs: Tensor2D): Tensor1D;
  /** The network gives probabilities instead of logits. */
  probabilities: boolean;
}

export interface Trained {
  /** Epochs that were finished. */
  epochs: number;
  /** Cut short by `signal`. */
  stopped: boolean;
  /** Early stopping ended it. */
  endedEarly: boolean;
  /** It diverged, and the weights are the best from before. */
  diverged: TrainyardError | null;
  best: { epoch: number; value: number; monitor: string } | null;
  /** Epoch that the weights are of; 0 when none was finished. */
  weightsOf: number;
  /** How its steps were made, where that is worth saying. */
  notes: string[];
}

/** Mini-batch gradient descent. Throws `loss-not-finite` when it diverges before there is anything worth keeping. */
export async function trainNetwork(training: Training): Promise<Trained> {
  const { tf, network, settings, signal, checkpoints = noCheckpoints } = training;
  const optimizer = training.objective?.optimizer ?? makeOptimizer(tf, settings);
  const source = batchesOf(tf, training.train, { size: settings.batchSize, shuffleBy: settings.shuffle ? settings.seed : null });
  const validator = validatorOf(training);
  let steps: Steps | undefined;
  try {
    const begun = checkpoints.resumed && restoreNetwork(tf, { network, optimizer }, checkpoints.resumed);
    const dropping = begun ? continueRandom(begun.dropout) : randomFrom(settings.seed, "dropout");
    const stopping = earlyStopping(settings.earlyStopping, seriesOf(training.task), begun?.stopping);
    const rate = learningRate(settings, seriesOf(training.task), begun?.plateau);
    const rest = pacer();
    steps = stepsOf(training, { optimizer, dropping, count: settings.epochs * source.batches, resumed: begun !== null });
    let { epoch, batch, best }: { epoch: number; batch: number; best: Weights | null } = begun ?? { epoch: 0, batch: 0, best: null };
    let figures = figuresOf(training, begun?.figures);
    let diverged: TrainyardError | null = null;
    const save = async () => {
      const [dropout, plateau] = [dropping.state(), rate?.state() ?? null];
      const progress = { epoch, batch, figures: figures.state(), dropout, stopping: stopping.state(), plateau };
      await checkpoints.save(await captureNetwork({ network, optimizer }, progress, best));
    };
    while (epoch < settings.epochs && !stopping.over && !signal.aborted && !diverged) {
      for await (const rows of source.epoch(epoch, batch, steps.together)) {
        const rateOf = (_: unknown, i: number) => rate?.at(epoch + (batch + i) / source.batches) ?? settings.learningRate;
        const rates = Array.from({ length: Math.ceil(rowsIn(rows) / settings.batchSize) }, rateOf);
        const results = steps.make(rows, rates);
        disposeBatch(rows);
        for (const [i, { loss, raw, targets }] of results.entries()) {
          batch += 1;
          figures.add(loss, raw, targets);
          if (Number.isFinite(loss)) continue;
          diverged = lossNotFinite({ epoch: epoch + 1, batch, loss }, source.largest?.(), rates[i] as number);
          break;
        }
        if (await rest()) training.onProgress(epoch + 1, (epoch + batch / source.batches) / settings.epochs);
        if (signal.aborted || diverged) break;
        if (checkpoints.due("within epoch")) await save();
      }
      if (diverged) training.onEpoch(epoch + 1, figures.values());
      if (signal.aborted || diverged) break;
      const logged = { ...figures.values(), ...(await validator.validate(epoch + 1, rest)) };
      const last = epoch + (source.batches - 1) / source.batches;
      epoch += 1;
      batch = 0;
      figures = figuresOf(training);
      if (stopping.improved(epoch, logged)) best = await copyWeights(network);
      training.onEpoch(epoch, rate ? { ...logged, [RATE_SERIES]: rate.at(last) } : logged);
      rate?.epochEnded(logged);
      if (checkpoints.due("epoch")) await save();
    }
    if (diverged && !best) throw diverged;
    const stopped = epoch < settings.epochs && !stopping.over && !diverged;
    if (stopped) await save();
    const restores = stopping.restores(stopped || diverged !== null);
    if (restores) setWeights(tf, network, best as Weights);
    return {
      epochs: epoch,
      stopped,
      endedEarly: stopping.over && epoch < settings.epochs,
      diverged,
      best: stopping.best && { ...stopping.best, monitor: stopping.monitor },
      weightsOf: restores ? (stopping.best?.epoch ?? epoch) : epoch,
      notes: steps.notes(),
    };
  } finally {
    steps?.dispose();
    validator.dispose();
    source.dispose?.();
    disposeOptimizer(optimizer);
  }
}
