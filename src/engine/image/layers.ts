import type { Experiment } from "../../protocol/experiment.ts";
import type { TF } from "../backend/tf.ts";
import type { Layer } from "../model/network.ts";
import { regularised } from "../model/network-algorithm.ts";

type Params = Extract<Experiment["model"], { algorithm: "image-classifier" }>;

/** What lies between an image and the output: of each block a 3 x 3 convolution and the maximum of each 2 x 2, then hidden layers. */
export function imageLayers(tf: TF, { imageSize, channels, filters, hidden, dropout, l2 }: Params): Layer[] {
  const penalty = regularised(tf, { l1: 0, l2 });
  const blocks = filters.flatMap((count, i) => [
    tf.layers.conv2d({
      filters: count,
      kernelSize: 3,
      padding: "same",
      activation: "relu",
      name: `convolution_${i + 1}`,
      ...penalty,
      ...(i === 0 && { inputShape: [imageSize, imageSize, channels] }),
    }),
    tf.layers.maxPooling2d({ poolSize: 2, strides: 2, name: `pooling_${i + 1}` }),
  ]);
  const dense = hidden.flatMap((units, i) => [
    tf.layers.dense({ units, activation: "relu", name: `hidden_${i + 1}`, ...penalty }),
    ...(dropout > 0 ? [tf.layers.dropout({ rate: dropout, name: `dropout_${i + 1}` })] : []),
  ]);
  return [...blocks, tf.layers.flatten({ name: "flat" }), ...dense];
}
