import type { Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "../backend/tf.ts";

export interface Clipping {
  clipNorm?: number | undefined;
  clipValue?: number | undefined;
}

export const clips = ({ clipNorm, clipValue }: Clipping): boolean => clipNorm !== undefined || clipValue !== undefined;

/** A weight's gradient, no longer than `clipNorm` and no value of it beyond `clipValue`: Keras's optimizers' arguments. */
export function clipGradient(tf: TF, gradient: Tensor, { clipNorm, clipValue }: Clipping): Tensor {
  const cut = clipValue === undefined ? gradient : gradient.clipByValue(-clipValue, clipValue);
  if (clipNorm === undefined) return cut;
  return cut.mul(clipNorm).div(tf.maximum(cut.square().sum().sqrt(), clipNorm));
}
