import { join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import { buildAutoencoder, weightsIn } from "../autoencoder/network.ts";
import { pretrained } from "../autoencoder/pretrained.ts";
import type { PretrainedState } from "../autoencoder/state.ts";
import { trainAutoencoder } from "../autoencoder/train.ts";
import { type Matrix, toMatrix } from "../recipe/matrix.ts";
import type { Algorithm } from "./algorithm.ts";
import { noNoise } from "./errors.ts";
import { loadModel } from "./files.ts";
import { loadJson } from "./json-model.ts";
import { checkSize } from "./network-algorithm.ts";
import type { NoTarget } from "./target.ts";

type Params = Extract<Experiment["model"], { algorithm: "denoising-pretrain" }>;

/**
 * A denoising autoencoder (Vincent et al. 2008): it learns from rows without an answer to restore what noise has spoilt, and a
 * later experiment begins with its encoder.
 */
export const denoisingPretrain: Algorithm<Params, Matrix, NoTarget> = {
  read: toMatrix,
  streams: "shuffled",

  check(params, { features }) {
    if (Object.values(params.noise).every((amount) => amount === 0)) throw noNoise();
    checkSize(weightsIn(params, features.length));
  },

  async fit({ hidden, encoding, activation, noise }, context) {
    const { tf } = await context.tensorflow();
    const { features, settings } = context;
    const shape = { hidden, encoding, activation };
    const network = buildAutoencoder(tf, shape, features.length, settings.seed);
    const end = await trainAutoencoder(tf, network, noise, context);
    const state: PretrainedState = {
      format: "trainyard-denoising-pretrain",
      version: 1,
      features: [...features],
      shape,
      noise,
      seed: settings.seed,
    };
    return { model: pretrained(tf, network, state, settings.compile), ...end };
  },

  async load(directory, { tensorflow, compile }) {
    const state = await loadJson<PretrainedState>(directory, "trainyard-denoising-pretrain");
    const { tf } = await tensorflow();
    return pretrained(tf, await loadModel(tf, join(directory, "network")), state, compile);
  },
};
