import type { Tensor } from "@tensorflow/tfjs-core";
import type { History } from "@tensorflow/tfjs-layers";
import type { TF } from "./binding.ts";
import { callLength } from "./call-length.ts";
import { type BaseLogger, type Logs, type QuietCallbacks, takeCallbacks } from "./fit-callbacks.ts";
import type { TrainedModel, TrainFunction } from "./model.ts";
import type { ModelSteps } from "./model-steps.ts";

/** What is used of a model while it fits. */
export interface FittingModel extends TrainedModel {
  history: History;
  stopTraining_: boolean;
  fitLoop(...given: FitArguments): Promise<History>;
  testLoop(f: unknown, ins: Tensor[], batchSize: number): Tensor[];
}

export type FitArguments = [
  f: TrainFunction,
  ins: (Tensor | null)[],
  outLabels: string[],
  batchSize: number | null | undefined,
  epochs: number | null | undefined,
  verbose: unknown,
  callbacks: unknown,
  valF: unknown,
  valIns: Tensor[] | undefined,
  shuffle: boolean | string | null | undefined,
  callbackMetrics: string[],
  initialEpoch: number | null | undefined,
  stepsPerEpoch: number | null,
  validationSteps: number | null,
];

/**
 * tfjs-layers' `fitLoop` with many steps in one call, on data that stay where they are: the same rows in the same batches, the same logs, and
 * callbacks called as ever. Where one of them looks between two batches it is the original, step by step.
 */
export async function fitInLoops(
  { tf, model, steps }: { tf: TF; model: FittingModel; steps: ModelSteps },
  original: (...given: FitArguments) => Promise<History>,
  eager: TrainFunction | undefined,
  given: FitArguments,
): Promise<History> {
  const [, ins, labels, batchSize, epochs, , , valF, valIns, shuffle, , initialEpoch, stepsPerEpoch, validationSteps] = given;
  const size = batchSize ?? 32;
  const rows = ins[0]?.shape[0] as number;
  steps.rest = stepsPerEpoch == null ? rows % size : 0;
  const [first, end] = [initialEpoch ?? 0, epochs ?? 1];
  const anEpoch = stepsPerEpoch ?? Math.ceil(rows / size);
  steps.plan({ steps: (end - first) * anEpoch, anEpoch });
  if (!eager || stepsPerEpoch != null || validationSteps != null || shuffle === "batch") return original(...given);
  const taken = takeCallbacks(tf, () => original(...given));
  if (taken instanceof Promise) return taken;
  const { list } = taken;
  list.setModel(model);
  model.history = list.callbacks.at(-1) as unknown as History;
  await list.onTrainBegin();
  model.stopTraining_ = false;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const epochOf = { ...taken, tf, model, steps, eager, ins, labels, size, length: callLength(taken.yieldEvery) };
  const worthLast = end - first + steps.lastBatches >= WORTH_A_GRAPH;
  for (let epoch = first; epoch < end; epoch += 1) {
    await list.onEpochBegin(epoch);
    const logs: Logs = {};
    if (shuffle ?? true) tf.util.shuffle(order);
    await trainEpoch({ ...epochOf, worthLast, order: order.slice() }, () => {
      if (!valF || !valIns) return;
      tf.tidy(() => {
        const values = model.testLoop(valF, valIns, size);
        for (const [i, label] of labels.entries()) logs[`val_${label}`] = tf.keep(values[i] as Tensor);
      });
    });
    await list.onEpochEnd(epoch, logs);
    if (model.stopTraining_) break;
  }
  await list.onTrainEnd();
  await model.history.syncData();
  return model.history;
}

/** Epochs that a graph for a last batch of fewer rows is worth making in: it comes once in each. */
const WORTH_A_GRAPH = 40;

interface Epoch extends QuietCallbacks {
  tf: TF;
  model: FittingModel;
  steps: ModelSteps;
  eager: TrainFunction;
  ins: (Tensor | null)[];
  labels: string[];
  size: number;
  order: Int32Array;
  length: ReturnType<typeof callLength>;
  worthLast: boolean;
}

/** Goes through the rows once, in an order. `validate` is called after the last batch, before callbacks hear of it. */
async function trainEpoch(epoch: Epoch, validate: () => void): Promise<void> {
  const { tf, model, list, bars, yielding, labels, size, order } = epoch;
  const [logger] = list.callbacks as [BaseLogger];
  const totals = labels.map(() => 0);
  let seen = 0;
  for (let batch = 0; seen < order.length; ) {
    const made = makeSteps(epoch, seen);
    const began = batch;
    for (const values of made) {
      const rows = Math.min(size, order.length - seen);
      // as tensors of 32 bits would add up
      for (const [i, value] of values.entries()) totals[i] = Math.fround((totals[i] as number) + Math.fround(value * rows));
      seen += rows;
      batch += 1;
    }
    if (seen === order.length) validate();
    const logsOf = (i: number): Logs => ({
      batch: began + i,
      size: Math.min(size, order.length - (began + i) * size),
      ...Object.fromEntries(labels.map((label, k) => [label, made[i]?.[k] as number])),
    });
    for (const bar of bars) for (let i = 0; i < made.length; i += 1) await bar.onBatchEnd(began + i, logsOf(i));
    for (const one of yielding) await one.onBatchEnd(batch - 1, logsOf(made.length - 1));
    if (model.stopTraining_) break;
  }
  if (seen === 0) return;
  logger.seen = seen;
  logger.totals = Object.fromEntries(labels.map((label, i) => [label, tf.scalar(totals[i] as number)]));
}

/** Steps on the rows from one of them on, as many as a call may have: of each its outputs. */
function makeSteps({ tf, model, steps, eager, ins, labels, size, order, length, worthLast }: Epoch, from: number): number[][] {
  const whole = Math.floor((order.length - from) / size);
  const count = model.stopTraining_ ? 1 : Math.max(1, Math.min(length.next(), whole));
  const rows = whole > 0 ? size : order.length - from;
  const isLast = whole === 0 && from > 0;
  const found = steps.repeat(eager, ins, order.slice(from, from + count * rows), rows);
  if (found) {
    if (whole > 0) length.took(count);
    return Array.from({ length: count }, (_, i) => labels.map((_, k) => found[k]?.[i] as number));
  }
  if (isLast) steps.lastBatches += 1;
  return tf.tidy(() => {
    const at = tf.tensor1d(order.slice(from, from + rows), "int32");
    const outputs = steps.step(
      eager,
      ins.map((one) => one?.gather(at) ?? null),
      isLast && !worthLast ? "eager" : "loop",
    );
    const values = labels.map((_, k) => outputs[k]?.dataSync()[0] as number);
    for (const one of outputs) one.dispose(); // metrics were kept
    return [values] as never;
  }) as number[][];
}
