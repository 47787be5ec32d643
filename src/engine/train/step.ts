import type { Optimizer, Scalar, Tensor, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import type { SupervisedTask } from "../../protocol/task.ts";
import type { TF } from "../backend/tf.ts";
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

/** Changes weights and optimizer by one step, on the network's inputs and the targets; gives the loss and the raw outputs. */
export function updateWeights(training: Training, optimizer: Optimizer, inputs: readonly Tensor[]): [Scalar, Tensor2D] {
  const { tf, network, classWeights, settings } = training;
  const x = inputs.slice(0, network.inputs.length);
  const [y] = inputs.slice(x.length) as [Batch["y"]];
  const variables = network.trainableWeights.map((weight) => weight.read() as Variable);
  let raw: Tensor2D | undefined;
  const cost = () => {
    const outputs = network.apply(x, { training: true }) as Tensor2D;
    raw = tf.keep(outputs.clone());
    const losses = lossOf(training, { y }, outputs);
    const weighted = classWeights ? losses.mul(weightsOf(tf, y as Tensor1D, classWeights)) : losses;
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

/** What each row counts for, by its class. */
const weightsOf = (tf: TF, y: Tensor1D, classWeights: Float32Array): Tensor =>
  tf.oneHot(y.toInt(), classWeights.length).mul(tf.tensor1d(classWeights)).sum(1);

/** Loss of each row. */
export const lossOf = ({ tf, task, objective }: Training, { y }: Pick<Batch, "y">, outputs: Tensor2D): Tensor1D =>
  objective ? objective.loss(y, outputs) : LOSSES[task as SupervisedTask](tf, y as Tensor1D, outputs);
