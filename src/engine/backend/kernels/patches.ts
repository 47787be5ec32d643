import type { Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { TF } from "../tf.ts";

export type ConvolutionInfo = ReturnType<TF["backend_util"]["computeConv2DInfo"]>;

/** Attributes that all convolution kernels share. Dilated convolutions have no gradient in TensorFlow.js. */
export interface ConvolutionAttributes {
  strides: [number, number] | number;
  pad: Parameters<TF["backend_util"]["computeConv2DInfo"]>[4];
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** Places in the filter, row by row. */
export const offsetsOf = ({ filterHeight, filterWidth }: ConvolutionInfo): [number, number][] =>
  range(filterHeight).flatMap((row) => range(filterWidth).map((column): [number, number] => [row, column]));

/** For each place in the filter what it looks at in `x`, over all output positions: [n, oh, ow, channels]. */
export function patchesOf(tf: TF, x: Tensor4D, info: ConvolutionInfo): Tensor[] {
  const { batchSize, outHeight, outWidth, inChannels, strideHeight, strideWidth } = info;
  const { top, bottom, left, right } = info.padInfo;
  const padded = tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
  return offsetsOf(info).map(([row, column]) =>
    tf.stridedSlice(
      padded,
      [0, row, column, 0],
      [batchSize, row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1, inChannels],
      [1, strideHeight, strideWidth, 1],
    ),
  );
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
