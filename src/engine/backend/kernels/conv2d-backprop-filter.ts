import type { KernelConfig, Tensor4D } from "@tensorflow/tfjs-core";
import type { TF } from "../tf.ts";
import { type ConvolutionAttributes, patchesOf } from "./patches.ts";

interface Attributes extends ConvolutionAttributes {
  dataFormat: "NHWC" | "NCHW";
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
    const [height, width, inChannels, outChannels] = filterShape;
    return tf.tidy(() => {
      const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
      const positions = info.batchSize * info.outHeight * info.outWidth;
      const matrix = tf.reshape(tf.concat(patchesOf(tf, x, info), 3), [positions, height * width * inChannels]);
      const gradient = tf.matMul(matrix, tf.reshape(dy, [positions, outChannels]), true);
      return tf.reshape(gradient, filterShape);
    });
  },
});
