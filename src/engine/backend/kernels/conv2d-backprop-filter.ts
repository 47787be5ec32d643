import type { KernelConfig, Tensor4D } from "@tensorflow/tfjs-core";
import type { TF } from "../tf.ts";

interface Attributes {
  strides: [number, number] | number;
  pad: Parameters<TF["backend_util"]["computeConv2DInfo"]>[4];
  dataFormat: "NHWC" | "NCHW";
  dimRoundingMode?: "floor" | "round" | "ceil";
  filterShape: [number, number, number, number];
}

/**
 * The gradient of a 2-D convolution with respect to its filter, which the wasm backend lacks, made of operations it has:
 * the patches of `x` [n, h, w, in] laid out as a matrix [n·oh·ow, kh·kw·in], its transpose times `dy` [n·oh·ow, out].
 */
export const conv2DBackpropFilter = (tf: TF): KernelConfig => ({
  kernelName: "Conv2DBackpropFilter",
  backendName: "wasm",
  kernelFunc({ inputs, attrs }) {
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as Attributes;
    if (dataFormat !== "NHWC") throw new Error(`The wasm backend has convolutions for NHWC only, not for ${dataFormat}.`);
    const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
    return tf.tidy(() => {
      const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
      const { batchSize, outHeight, outWidth, inChannels, outChannels, filterHeight, filterWidth, strideHeight, strideWidth } = info;
      const { top, bottom, left, right } = info.padInfo;
      const padded = tf.pad(x, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ]);
      const patch = (row: number, column: number) =>
        tf.stridedSlice(
          padded,
          [0, row, column, 0],
          [batchSize, row + (outHeight - 1) * strideHeight + 1, column + (outWidth - 1) * strideWidth + 1, inChannels],
          [1, strideHeight, strideWidth, 1],
        );
      const patches = range(filterHeight).flatMap((row) => range(filterWidth).map((column) => patch(row, column)));
      const positions = batchSize * outHeight * outWidth;
      const matrix = tf.reshape(tf.concat(patches, 3), [positions, filterHeight * filterWidth * inChannels]);
      const gradient = tf.matMul(matrix, tf.reshape(dy, [positions, outChannels]), true);
      return tf.reshape(gradient, filterShape);
    });
  },
});

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
