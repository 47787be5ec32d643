import type { Optimizer, Scalar, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Experiment } from "../../protocol/experiment.ts";
import type { SupervisedTask } from "../../protocol/task.ts";
import type { TF } from "../backend/tf.ts";
import { type Batch, disposeBatch, type Examples, inOrder, makeBatch } from "./batch.ts";
import { reseedDropout } from "./dropout.ts";
import { earlyStopping } from "./early-stopping.ts";
import { lossNotFinite } from "./errors.ts";
import { epochFigures, seriesOf } from "./figures.ts";
import { LOSSES } from "./loss.ts";
import { disposeOptimizer, makeOptimizer } from "./optimizer.ts";
import { pacer } from "./pace.ts";
import { randomFrom, shuffle } from "./random.ts";
import { copyWeights, setWeights, type Weights } from "./weights.ts";

export interface Training {
  tf: TF;
  /** From features to raw outputs: logits, or the standardised value. Its weights are what is learnt. */
  network: LayersModel;
  task: SupervisedTask;
  train: Examples;
  validation: Examples;
  /** Weight of each class; null: all the same. */
  classWeights: Float32Array | null;
  /** Standard deviation of a regression's target: errors are logged in its units. */
  scale: number;
  settings: Experiment["training"];
  /** What the network brings along to be trained with; else the task's loss on raw outputs, and the optimizer of the settings. */
  objective?: Objective | null;
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
  loss(y: Tensor1D, outputs: Tensor2D): Tensor1D;
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
  best: { epoch: number; value: number; monitor: string } | null;
  /** Epoch that the weights are of; 0 when none was finished. */
  weightsOf: number;
}

/** Mini-batch gradient descent. Throws `loss-not-finite` when it diverges. */
export async function trainNetwork(training: Training): Promise<Trained> {
  const { tf, network, train, settings, signal } = training;
  const shuffling = randomFrom(settings.seed, "shuffle");
  const dropping = randomFrom(settings.seed, "dropout");
  const stopping = earlyStopping(settings.earlyStopping, seriesOf(training.task));
  const rest = pacer();
  const order = inOrder(train.x.rows);
  const batches = Math.ceil(order.length / settings.batchSize);
  const optimizer = training.objective?.optimizer ?? makeOptimizer(tf, settings);
  let best: Weights | null = null;
  let epoch = 0;
  try {
    while (epoch < settings.epochs && !stopping.over && !signal.aborted) {
      if (settings.shuffle) shuffle(order, shuffling);
      const figures = figuresOf(training);
      for (let batch = 0; batch < batches && !signal.aborted; batch += 1) {
        reseedDropout(network, dropping);
        const from = batch * settings.batchSize;
        const { loss, raw, targets } = await withBatch(training, train, order, { from, size: settings.batchSize }, (at) =>
          step(training, optimizer, at),
        );
        figures.add(loss, raw, targets);
        if (!Number.isFinite(loss)) {
          training.onEpoch(epoch + 1, figures.values());
          throw lossNotFinite({ epoch: epoch + 1, batch: batch + 1, loss }, train.x, settings.learningRate);
        }
        if (await rest()) training.onProgress(epoch + 1, (epoch + (batch + 1) / batches) / settings.epochs);
      }
      if (signal.aborted) break;
      epoch += 1;
      const logged = { ...figures.values(), ...(await validate(training, rest)) };
      if (stopping.improved(epoch, logged)) best = await copyWeights(network);
      training.onEpoch(epoch, logged);
    }
    const stopped = epoch < settings.epochs && !stopping.over;
    const restores = stopping.restores(stopped);
    if (restores) setWeights(tf, network, best as Weights);
    return {
      epochs: epoch,
      stopped,
      endedEarly: stopping.over && epoch < settings.epochs,
      best: stopping.best && { ...stopping.best, monitor: stopping.monitor },
      weightsOf: restores ? (stopping.best?.epoch ?? epoch) : epoch,
    };
  } finally {
    disposeOptimizer(optimizer);
  }
}

/** Does `work` with the next rows as tensors; nothing of it stays in TensorFlow.js's memory. */
async function withBatch<T>(
  { tf }: Training,
  examples: Examples,
  order: Int32Array,
  { from, size }: { from: number; size: number },
  work: (batch: Batch) => T,
): Promise<T> {
  const batch = await makeBatch(tf, examples, order, from, from + size);
  try {
    return tf.tidy(() => work(batch) as never) as T;
  } finally {
    disposeBatch(batch);
  }
}

/** One update of the weights on one batch. */
function step(training: Training, optimizer: Optimizer, batch: Batch) {
  const { tf, network, classWeights } = training;
  const weights = classWeights && tf.tensor1d(batch.targets.map((index) => classWeights[index] as number));
  const variables = network.trainableWeights.map((weight) => weight.read() as Variable);
  let raw: Tensor2D | undefined;
  const cost = optimizer.minimize(
    () => {
      const outputs = network.apply(batch.x, { training: true }) as Tensor2D;
      raw = tf.keep(outputs.clone());
      const losses = lossOf(training, batch, outputs);
      return network.calculateLosses().reduce<Scalar>((sum, penalty) => sum.add(penalty), (weights ? losses.mul(weights) : losses).mean());
    },
    true,
    variables,
  ) as Scalar;
  const outputs = raw as Tensor2D;
  const values = outputs.dataSync<"float32">();
  outputs.dispose();
  return { loss: cost.dataSync()[0] as number, raw: values, targets: batch.targets };
}

const lossOf = ({ tf, task, objective }: Training, { y }: Batch, outputs: Tensor2D): Tensor1D =>
  objective ? objective.loss(y, outputs) : LOSSES[task](tf, y, outputs);

const VALIDATION_BATCH = 1024;

async function validate(training: Training, rest: () => Promise<boolean>): Promise<Record<string, number>> {
  const { tf, network, validation } = training;
  const figures = figuresOf(training);
  const order = inOrder(validation.x.rows);
  const size = validation.x.atOnce ?? VALIDATION_BATCH;
  const penalty = tf.tidy(() => network.calculateLosses().reduce((sum, loss) => sum + (loss.dataSync()[0] as number), 0));
  for (let from = 0; from < order.length; from += size) {
    await withBatch(training, validation, order, { from, size }, (batch) => {
      const raw = network.apply(batch.x, { training: false }) as Tensor2D;
      const loss = lossOf(training, batch, raw).mean().dataSync()[0] as number;
      figures.add(loss + penalty, raw.dataSync<"float32">(), batch.targets);
    });
    await rest();
  }
  return figures.values("val_");
}

const figuresOf = ({ task, scale, objective }: Training) => epochFigures(task, { scale, half: objective?.probabilities ? 0.5 : 0 });
