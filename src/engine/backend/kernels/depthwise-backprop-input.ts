import type { KernelConfig, Tensor, Tensor4D } from "@tensorflow/tfjs-core";
import type { TF } from "../tf.ts";
import { type ConvolutionAttributes, type ConvolutionInfo, offsetsOf } from "./patches.ts";

interface Attributes extends ConvolutionAttributes {
  inputShape: [number, number, number, number];
}

/**
 * The gradient of a depthwise 2-D convolution with respect to its input, for wasm: for each place in the filter
 * what `dy` says of it, spread to the strides and moved to where that place looked in the padded input; all added.
 */
export const depthwiseBackpropInput = (tf: TF): KernelConfig => ({
  kernelName: "DepthwiseConv2dNativeBackpropInput",
  backendName: "wasm",
  kernelFunc({ inputs, attrs }) {
    const { strides, pad, dimRoundingMode, inputShape } = attrs as unknown as Attributes;
    const { dy, filter } = inputs as { dy: Tensor4D; filter: Tensor4D };
    const [, , channels, multiplier] = filter.shape;
    return tf.tidy(() => {
      const info = tf.backend_util.computeConv2DInfo(inputShape, filter.shape, strides, 1, pad, dimRoundingMode, true);
      const gradient = tf.reshape(dy, [info.batchSize * info.outHeight * info.outWidth, channels, multiplier]);
      const parts = offsetsOf(info).map(([row, column]) => {
        const weights = tf.reshape(tf.slice(filter, [row, column, 0, 0], [1, 1, channels, multiplier]), [1, channels, multiplier]);
        return moved(tf, tf.sum(tf.mul(gradient, weights), 2), info, row, column);
      });
      const { top, left } = info.padInfo;
      return tf.slice(tf.addN(parts), [0, top, left, 0], inputShape);
    });
  },
});

/** `values` [positions, channels] in the padded input's shape: zeros between strides, moved down by `row` and right by `column`. */
function moved(tf: TF, values: Tensor, info: ConvolutionInfo, row: number, column: number): Tensor {
  const { batchSize, outHeight, outWidth, inChannels, strideHeight, strideWidth, inHeight, inWidth, padInfo } = info;
  const spread = tf.pad(tf.reshape(values, [batchSize * outHeight, 1, outWidth, 1, inChannels]), [
    [0, 0],
    [0, strideHeight - 1],
    [0, 0],
    [0, strideWidth - 1],
    [0, 0],
  ]);
  const grid = tf.reshape(spread, [batchSize, outHeight * strideHeight, outWidth * strideWidth, inChannels]);
  const height = Math.max(inHeight + padInfo.top + padInfo.bottom, row + outHeight * strideHeight);
  const width = Math.max(inWidth + padInfo.left + padInfo.right, column + outWidth * strideWidth);
  const placed = tf.pad(grid, [
    [0, 0],
    [row, height - row - outHeight * strideHeight],
    [column, width - column - outWidth * strideWidth],
    [0, 0],
  ]);
  return tf.slice(
    placed,
    [0, 0, 0, 0],
    [batchSize, inHeight + padInfo.top + padInfo.bottom, inWidth + padInfo.left + padInfo.right, inChannels],
  );
}
