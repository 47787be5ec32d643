import type { TF } from "../backend/tf.ts";
import { toMatrix } from "../recipe/matrix.ts";
import { matrixInputs } from "../train/batch.ts";
import { classWeights } from "../train/class-weights.ts";
import { endNotes } from "../train/end-notes.ts";
import { type Trained, trainNetwork } from "../train/loop.ts";
import type { Algorithm, LabelledRows, LoadContext } from "./algorithm.ts";
import { modelTooLarge } from "./errors.ts";
import { loadModel } from "./files.ts";
import { buildNetwork, type Layer, outputUnits } from "./network.ts";
import { networkModel } from "./network-model.ts";
import type { TargetState } from "./target.ts";

interface Regularised {
  l1: number;
  l2: number;
}

/** Weights, gradients, two moments of the optimizer, the best copy: 4 bytes each. */
const BYTES_A_WEIGHT = 5 * 4;
const MOST_BYTES = 2 * 2 ** 30;

/** An algorithm that is a stack of layers: all but the stack is common. */
export function networkAlgorithm<P extends Regularised>(parts: {
  /** Units of the layers between features and output. */
  hidden(params: P): readonly number[];
  /** The layers themselves. */
  body(tf: TF, params: P, features: number): Layer[];
}): Algorithm<P> {
  return {
    read: toMatrix,

    check(params, { features, target }) {
      const sizes = [features.length, ...parts.hidden(params), outputUnits(target)];
      const weights = sizes.slice(1).reduce((sum, size, i) => sum + size * ((sizes[i] as number) + 1), 0);
      if (weights * BYTES_A_WEIGHT > MOST_BYTES) throw modelTooLarge(weights, weights * BYTES_A_WEIGHT);
    },

    async fit(params, context) {
      const { tf } = await context.tensorflow();
      const { target, features, settings } = context;
      const body = parts.body(tf, params, features.length);
      const output = tf.layers.dense({
        units: outputUnits(target),
        ...regularised(tf, params),
        name: "output",
        ...(body.length === 0 && { inputShape: [features.length] }),
      });
      const { model, raw } = buildNetwork(tf, body, output, target, settings.seed);
      const fitted = networkModel(tf, model, target.task);
      try {
        const trained = await trainNetwork({
          tf,
          network: raw,
          task: target.task,
          train: examples(context.train, target),
          validation: examples(context.validation, target),
          classWeights: target.task === "regression" ? null : classWeights(settings.classWeights, target.classes, target.counts),
          scale: target.task === "regression" ? target.std : 1,
          settings,
          onEpoch: context.onEpoch,
          onProgress: context.onProgress,
          signal: context.signal,
        });
        return { model: fitted, stopped: trained.stopped, notes: notesOf(trained) };
      } catch (error) {
        fitted.dispose();
        throw error;
      }
    },

    async load(directory: string, { task, tensorflow }: LoadContext) {
      const { tf } = await tensorflow();
      return networkModel(tf, await loadModel(tf, directory), task);
    },
  };
}

/** The penalty on a layer's kernel, as layer arguments. */
export const regularised = (tf: TF, { l1, l2 }: Regularised) =>
  l1 === 0 && l2 === 0 ? {} : { kernelRegularizer: tf.regularizers.l1l2({ l1, l2 }) };

function examples({ x, y }: LabelledRows, target: TargetState) {
  const inputs = matrixInputs(x);
  if (target.task !== "regression") return { x: inputs, y: Float32Array.from(y) };
  return { x: inputs, y: Float32Array.from(y, (value) => (value - target.mean) / target.std) };
}

function notesOf({ epochs, stopped, endedEarly, best, weightsOf }: Trained): string[] {
  const restored = weightsOf === epochs || !best ? null : `The weights are those of epoch ${weightsOf}, the best by ${best.monitor}.`;
  return endNotes({ unit: "epoch", done: epochs, stopped, endedEarly, best: restored });
}
