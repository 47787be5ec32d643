import type { Optimizer } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { formatBytes, plural } from "../../../shared/format.ts";
import type { TF } from "../../backend/tf.ts";

/** Epochs in a row with more tensors than the one before: what a training keeps for itself does not grow. */
const EPOCHS_TO_TELL = 3;

/** Watches how many tensors the user's code leaves in TensorFlow.js's memory. */
export interface LeakWatch {
  /** The model is there: whatever else is new was left behind by the code that built it. */
  built(model: LayersModel, optimizer: Optimizer | null): void;
  /** After each epoch. */
  epoch(): void;
  notes(): string[];
}

export function leakWatch(tf: TF): LeakWatch {
  const before = tf.memory().numTensors;
  const counts: number[] = [];
  let first: { numTensors: number; numBytes: number } | undefined;
  let left = 0;
  return {
    built(model, optimizer) {
      const own = model.weights.length + ownTensors(tf, optimizer);
      left = Math.max(0, tf.memory().numTensors - before - own);
    },
    epoch() {
      first ??= tf.memory();
      counts.push(tf.memory().numTensors);
    },
    notes() {
      const notes = left > 0 ? [`buildModel left ${plural(left, "tensor")} in memory that no weight needs: wrap its sums in tf.tidy.`] : [];
      const grew = counts.slice(1).filter((count, i) => count > (counts[i] as number)).length;
      if (!first || grew < Math.min(EPOCHS_TO_TELL, counts.length - 1) || grew === 0) return notes;
      const tensors = (counts.at(-1) as number) - (counts[0] as number);
      const bytes = tf.memory().numBytes - first.numBytes;
      const each = Math.round(tensors / (counts.length - 1));
      return [
        ...notes,
        `The model's code leaks tensors: ${plural(tensors, "tensor")} (${formatBytes(Math.max(0, bytes))}) were left after ${plural(counts.length, "epoch")}, about ${each} an epoch. Look for tf.keep, tf.variable and tensors that its layers or loss hold on to.`,
      ];
    },
  };
}

/** An optimizer's constants are there before its first step. */
const ownTensors = (tf: TF, optimizer: Optimizer | null): number =>
  optimizer === null ? 0 : Object.values(optimizer).filter((value) => value instanceof tf.Tensor).length;
