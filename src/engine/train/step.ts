import type { Optimizer, Scalar, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
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

/** One update of the weights on one batch; to be called in a tidy scope. */
export function eagerStep(training: Training, optimizer: Optimizer, batch: Batch): StepResult {
  const { tf, network, classWeights, settings } = training;
  const weights = classWeights && tf.tensor1d(batch.targets.map((index) => classWeights[index] as number));
  const variables = network.trainableWeights.map((weight) => weight.read() as Variable);
  let raw: Tensor2D | undefined;
  const cost = () => {
    const outputs = network.apply(batch.x, { training: true }) as Tensor2D;
    raw = tf.keep(outputs.clone());
    const losses = lossOf(training, batch, outputs);
    return network.calculateLosses().reduce<Scalar>((sum, penalty) => sum.add(penalty), (weights ? losses.mul(weights) : losses).mean());
  };
  const { value, grads } = optimizer.computeGradients(cost, variables);
  const named = variables.map(({ name }) => ({ name, tensor: grads[name] }));
  const applied = clips(settings)
    ? named.map(({ name, tensor }) => ({ name, tensor: tensor && clipGradient(tf, tensor, settings) }))
    : named;
  optimizer.applyGradients(applied as Parameters<Optimizer["applyGradients"]>[0]);
  const outputs = raw as Tensor2D;
  const values = outputs.dataSync<"float32">();
  outputs.dispose();
  return { loss: value.dataSync()[0] as number, raw: values, targets: batch.targets };
}

/** Loss of each row. */
export const lossOf = ({ tf, task, objective }: Training, { y }: Batch, outputs: Tensor2D): Tensor1D =>
  objective ? objective.loss(y, outputs) : LOSSES[task as SupervisedTask](tf, y as Tensor1D, outputs);
