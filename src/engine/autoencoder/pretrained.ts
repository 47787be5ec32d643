import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../backend/tf.ts";
import { type Counts, meanOf } from "../evaluate/counts.ts";
import type { FittedModel } from "../model/algorithm.ts";
import { type Matrix, toMatrix } from "../recipe/matrix.ts";
import { inOrder } from "../train/batch.ts";
import { randomFrom } from "../train/random.ts";
import { encoderOf } from "./network.ts";
import { spoilt } from "./noise.ts";
import { applyNetwork, squaredErrors } from "./reconstruct.ts";
import { rowMeans } from "./score.ts";
import { type PretrainedState, saveNetwork } from "./state.ts";

/** A trained denoising autoencoder, which says of each row its encoding. It owns the network. */
export function pretrained(tf: TF, network: LayersModel, state: PretrainedState): FittedModel {
  const encoder = encoderOf(tf, network);
  const { encoding } = state.shape;
  return {
    read: toMatrix,
    outputs: Array.from({ length: encoding }, (_, i) => ({ name: `encoding_${i + 1}`, type: "double" as const })),
    predict: async (x) => ({ values: Float64Array.from(await applyNetwork(tf, encoder, x)), width: encoding }),
    async judge(x) {
      const order = { order: inOrder(x.rows), from: 0, to: x.rows, random: randomFrom(state.seed, "noise") };
      const noisy = { ...x, data: spoilt(x, state.noise, order) };
      const errorOf = async (from: Matrix) => meanOf(rowMeans(squaredErrors(x, await applyNetwork(tf, network, from)), x.features.length));
      const [whole, restored] = [await errorOf(x), await errorOf(noisy)];
      const under = (counts: Counts) => ({ reconstruction_mse: whole(counts), denoising_mse: restored(counts) });
      return { metrics: under(null), under };
    },
    save: (directory) => saveNetwork(network, state, directory),
    dispose: () => void network.dispose(),
  };
}
