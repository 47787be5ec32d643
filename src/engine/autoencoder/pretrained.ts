import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { CompileChoice } from "../../protocol/compile.ts";
import type { TF } from "../backend/tf.ts";
import { type Counts, meanOf } from "../evaluate/counts.ts";
import { Gathered } from "../evaluate/gathered.ts";
import type { FittedModel } from "../model/algorithm.ts";
import { compilePredictions } from "../model/compiled-predictions.ts";
import { type Matrix, toMatrix } from "../recipe/matrix.ts";
import { inOrder } from "../train/batch.ts";
import { randomFrom } from "../train/random.ts";
import { encoderOf } from "./network.ts";
import { spoilt } from "./noise.ts";
import { applyNetwork, squaredErrors } from "./reconstruct.ts";
import { rowMeans } from "./score.ts";
import { type PretrainedState, saveNetwork } from "./state.ts";

/** A trained denoising autoencoder, which says of each row its encoding. It owns the network. */
export function pretrained(tf: TF, network: LayersModel, state: PretrainedState, compile: CompileChoice = "auto"): FittedModel {
  const encoder = encoderOf(tf, network);
  compilePredictions(tf, network, compile);
  const letGo = compilePredictions(tf, encoder, compile);
  const { encoding } = state.shape;
  return {
    read: toMatrix,
    outputs: Array.from({ length: encoding }, (_, i) => ({ name: `encoding_${i + 1}`, type: "double" as const })),
    predict: async (x) => ({ values: Float64Array.from(await applyNetwork(tf, encoder, x)), width: encoding }),
    async insight(x) {
      const errors = squaredErrors(x, await applyNetwork(tf, network, x));
      return { reconstruction: { features: state.features, errors, threshold: null } };
    },
    judging(most) {
      const [plain, noisy] = [new Gathered(most), new Gathered(most)];
      const random = randomFrom(state.seed, "noise");
      return {
        async add(x) {
          const spoiltRows = { ...x, data: spoilt(x, state.noise, { order: inOrder(x.rows), from: 0, to: x.rows, random }) };
          const errorsOf = async (from: Matrix) => rowMeans(squaredErrors(x, await applyNetwork(tf, network, from)), x.features.length);
          plain.add(await errorsOf(x));
          noisy.add(await errorsOf(spoiltRows));
        },
        end() {
          const [whole, restored] = [meanOf(plain.values), meanOf(noisy.values)];
          const under = (counts: Counts) => ({ reconstruction_mse: whole(counts), denoising_mse: restored(counts) });
          return { metrics: under(null), under };
        },
      };
    },
    save: (directory) => saveNetwork(network, state, directory),
    dispose() {
      letGo();
      network.dispose();
    },
  };
}
