import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../backend/tf.ts";
import type { FitContext } from "../model/algorithm.ts";
import type { NoTarget } from "../model/target.ts";
import { trainedNotes } from "../model/train-network.ts";
import type { Matrix } from "../recipe/matrix.ts";
import { type Trained, trainNetwork } from "../train/loop.ts";
import { makeOptimizer } from "../train/optimizer.ts";
import { reconstructionBatches, streamedReconstructions } from "./batches.ts";
import type { Noise } from "./noise.ts";

const VALIDATION_BATCH = 1024;

/** Trains a network to restore its inputs: the loss is the mean squared error of all values. Disposes of it where that fails. */
export async function trainAutoencoder(
  tf: TF,
  network: LayersModel,
  noise: Noise,
  { target, train, validation, stream, settings, checkpoints, onEpoch, onProgress, signal }: FitContext<Matrix, NoTarget>,
): Promise<Pick<Trained, "stopped"> & { failure: Trained["diverged"]; notes: string[] }> {
  const { seed } = settings;
  const learning = { size: settings.batchSize, shuffled: settings.shuffle, noise, sameNoise: false, seed };
  const judging = { size: VALIDATION_BATCH, shuffled: false, noise, sameNoise: true, seed };
  try {
    const trained = await trainNetwork({
      tf,
      network,
      task: target.task,
      train: stream ? streamedReconstructions(tf, stream.train, learning) : reconstructionBatches(tf, train.x, learning),
      validation: stream ? streamedReconstructions(tf, stream.validation, judging) : reconstructionBatches(tf, validation.x, judging),
      classWeights: null,
      scale: 1,
      settings,
      objective: {
        optimizer: makeOptimizer(tf, settings),
        loss: (y, outputs) =>
          outputs
            .sub(y as Tensor2D)
            .square()
            .mean(1) as Tensor1D,
        probabilities: false,
      },
      checkpoints,
      onEpoch,
      onProgress,
      signal,
    });
    return { stopped: trained.stopped, failure: trained.diverged, notes: trainedNotes(trained) };
  } catch (error) {
    network.dispose();
    throw error;
  }
}
