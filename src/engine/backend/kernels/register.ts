import type { TF } from "../tf.ts";
import { conv2DBackpropFilter } from "./conv2d-backprop-filter.ts";
import { depthwiseBackpropFilter } from "./depthwise-backprop-filter.ts";
import { depthwiseBackpropInput } from "./depthwise-backprop-input.ts";
import { unsortedSegmentSum } from "./unsorted-segment-sum.ts";

/** Registers for wasm the kernels that it lacks, in whatever copy of TensorFlow.js `tf` is. */
export function registerTrainingKernels(tf: TF): void {
  for (const kernel of [
    conv2DBackpropFilter(tf),
    depthwiseBackpropFilter(tf),
    depthwiseBackpropInput(tf),
    unsortedSegmentSum(tf, "wasm"),
  ]) {
    if (!tf.getKernel(kernel.kernelName, "wasm")) tf.registerKernel(kernel);
  }
}

/** Replaces kernels of cpu that are too slow to train with. */
export function replaceSlowKernels(tf: TF): void {
  const kernel = unsortedSegmentSum(tf, "cpu");
  if (tf.getKernel(kernel.kernelName, "cpu")) tf.unregisterKernel(kernel.kernelName, "cpu");
  tf.registerKernel(kernel);
}
