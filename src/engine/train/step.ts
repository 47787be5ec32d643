import type { Optimizer, Scalar, Tensor, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import type { SupervisedTask } from "../../protocol/task.ts";
import type { Batch } from "./batch.ts";
import { clipGradient, clips } from "./clip.ts";
import type { Training } from "./loop.ts";
import { LOSSES } from "./loss.ts";

export interface StepResult {
  loss: number;
  /** Raw outputs, row-major. */
  raw: Float32Array;
  targets: Float32Array;
}

/** One update of the weights on one batch, at once; to be called in a tidy scope. */
export function eagerStep(training: Training, optimizer: Optimizer, batch: Batch): StepResult {
  return resultOf(updateWeights(training, optimizer, inputsOf(training, batch)), batch);
}

/** The rows of a step as tensors: the network's inputs, the targets, and what each row counts for. */
export function inputsOf({ tf, classWeights }: Training, { x, y, targets }: Batch): Tensor[] {
  return [...x, y, ...(classWeights ? [tf.tensor1d(targets.map((index) => classWeights[index] as number))] : [])];
}

/** Changes weights and optimizer by one step; gives the loss and the raw outputs. */
export function updateWeights(training: Training, optimizer: Optimizer, inputs: readonly Tensor[]): [Scalar, Tensor2D] {
  const { tf, network, classWeights, settings } = training;
  const x = inputs.slice(0, network.inputs.length);
  const [y, weights] = inputs.slice(x.length) as [Batch["y"], Tensor1D | undefined];
  const variables = network.trainableWeights.map((weight) => weight.read() as Variable);
  let raw: Tensor2D | undefined;
  const cost = () => {
    const outputs = network.apply(x, { training: true }) as Tensor2D;
    raw = tf.keep(outputs.clone());
    const losses = lossOf(training, { y }, outputs);
    const weighted = classWeights && weights ? losses.mul(weights) : losses;
    return network.calculateLosses().reduce<Scalar>((sum, penalty) => sum.add(penalty), weighted.mean());
  };
  const { value, grads } = optimizer.computeGradients(cost, variables);
  const named = variables.map(({ name }) => ({ name, tensor: grads[name] }));
  const applied = clips(settings)
    ? named.map(({ name, tensor }) => ({ name, tensor: tensor && clipGradient(tf, tensor, settings) }))
    : named;
  optimizer.applyGradients(applied as Parameters<Optimizer["applyGradients"]>[0]);
  const kept = raw as Tensor2D;
  const outputs = kept.clone(); // of the scope at hand again
  kept.dispose();
  return [value, outputs];
}

export const resultOf = ([loss, raw]: readonly Tensor[], { targets }: Batch): StepResult => ({
  loss: loss?.dataSync()[0] as number,
  raw: raw?.dataSync() as Float32Array,
  targets,
});

/** Loss of each row. */
export const lossOf = ({ tf, task, objective }: Training, { y }: Pick<Batch, "y">, outputs: Tensor2D): Tensor1D =>
  objective ? objective.loss(y, outputs) : LOSSES[task as SupervisedTask](tf, y as Tensor1D, outputs);
