import type { KernelConfig, Tensor4D } from "@tensorflow/tfjs-core";
import type { TF } from "../tf.ts";
import { type ConvolutionAttributes, patchesOf } from "./patches.ts";

interface Attributes extends ConvolutionAttributes {
  filterShape: [number, number, number, number];
}

/**
 * The gradient of a depthwise 2-D convolution with respect to its filter [kh, kw, in, multiplier], for wasm:
 * each patch of `x` [positions, in, 1] times `dy` [positions, in, multiplier], summed over the positions.
 */
export const depthwiseBackpropFilter = (tf: TF): KernelConfig => ({
  kernelName: "DepthwiseConv2dNativeBackpropFilter",
  backendName: "wasm",
  kernelFunc({ inputs, attrs }) {
    const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as Attributes;
    const { x, dy } = inputs as { x: Tensor4D; dy: Tensor4D };
    const [, , channels, multiplier] = filterShape;
    return tf.tidy(() => {
      const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode, true);
      const positions = info.batchSize * info.outHeight * info.outWidth;
      const gradient = tf.reshape(dy, [positions, channels, multiplier]);
      const sums = patchesOf(tf, x, info).map((patch) => tf.sum(tf.mul(tf.reshape(patch, [positions, channels, 1]), gradient), 0));
      return tf.reshape(tf.stack(sums), filterShape);
    });
  },
});
