import { beginWithEncoder } from "../autoencoder/encoder.ts";
import type { TF } from "../backend/tf.ts";
import { toMatrix } from "../recipe/matrix.ts";
import { matrixInputs } from "../train/batch.ts";
import { joinMatrices } from "../train/stream/join.ts";
import type { Algorithm, LoadContext } from "./algorithm.ts";
import { modelTooLarge } from "./errors.ts";
import { loadModel } from "./files.ts";
import { buildNetwork, type Layer, outputUnits } from "./network.ts";
import { matrixReading, networkModel } from "./network-model.ts";
import { trainModel } from "./train-network.ts";

interface Regularised {
  l1: number;
  l2: number;
}

/** Weights, gradients, two moments of the optimizer, the best copy: 4 bytes each. */
const BYTES_A_WEIGHT = 5 * 4;
const MOST_BYTES = 2 * 2 ** 30;

/** An algorithm that is a stack of layers on a matrix of features: all but the stack is common. */
export function networkAlgorithm<P extends Regularised>(parts: {
  /** Units of the layers between features and output. */
  hidden(params: P): readonly number[];
  /** The layers themselves; `features` is null where others come before them. */
  body(tf: TF, params: P, features: number | null): Layer[];
  /** A pretrained encoder to begin with. */
  encoder?(params: P): { run: string; freeze: boolean } | undefined;
}): Algorithm<P> {
  return {
    read: toMatrix,
    streams: "shuffled",

    check(params, { features, target }) {
      const sizes = [features.length, ...parts.hidden(params), outputUnits(target)];
      checkSize(sizes.slice(1).reduce((sum, size, i) => sum + size * ((sizes[i] as number) + 1), 0));
    },

    async fit(params, context) {
      const { tf } = await context.tensorflow();
      const { target, features, settings } = context;
      const asked = parts.encoder?.(params);
      const encoder = asked && (await beginWithEncoder(tf, context.encoder, asked, features));
      const body = [...(encoder?.layers ?? []), ...parts.body(tf, params, encoder ? null : features.length)];
      const output = tf.layers.dense({
        units: outputUnits(target),
        ...regularised(tf, params),
        name: "output",
        ...(body.length === 0 && { inputShape: [features.length] }),
      });
      const { model, raw } = buildNetwork(tf, body, output, target, settings.seed);
      await encoder?.set();
      const fitted = networkModel(tf, model, target.task, matrixReading, settings.compile);
      return trainModel({ tf, raw, model: fitted, inputs: matrixInputs, join: joinMatrices }, context);
    },

    async load(directory: string, { task, tensorflow, compile }: LoadContext) {
      const { tf } = await tensorflow();
      return networkModel(tf, await loadModel(tf, directory), task, matrixReading, compile);
    },
  };
}

/** Throws `model-too-large` where training so many weights would need more memory than can be had. */
export function checkSize(weights: number, field?: string): void {
  if (weights * BYTES_A_WEIGHT > MOST_BYTES) throw modelTooLarge(weights, weights * BYTES_A_WEIGHT, field);
}

/** The penalty on a layer's kernel, as layer arguments. */
export const regularised = (tf: TF, { l1, l2 }: Regularised) =>
  l1 === 0 && l2 === 0 ? {} : { kernelRegularizer: tf.regularizers.l1l2({ l1, l2 }) };
