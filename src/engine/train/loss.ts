import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { SupervisedTask } from "../../protocol/task.ts";
import type { TF } from "../backend/tf.ts";

/** Loss of each row from the network's raw outputs [rows, units]; `y` holds class indices or standardised values. */
export type Loss = (tf: TF, y: Tensor1D, raw: Tensor2D) => Tensor1D;

/** From logits, never from probabilities: no clipping, so that a confident mistake still has a gradient. */
export const LOSSES: Record<SupervisedTask, Loss> = {
  // max(z, 0) - z y + log(1 + exp(-|z|)), TensorFlow's stable form
  binary: (_tf, y, raw) => {
    const z = raw.squeeze<Tensor1D>([1]);
    return z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p()) as Tensor1D;
  },
  multiclass: (tf, y, raw) => {
    const chosen = tf.oneHot(y.toInt(), raw.shape[1]);
    return raw.logSumExp(1).sub(raw.mul(chosen).sum(1)) as Tensor1D;
  },
  regression: (_tf, y, raw) => raw.squeeze<Tensor1D>([1]).sub(y).square() as Tensor1D,
};
