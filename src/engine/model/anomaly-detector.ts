import { join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import { fitted } from "../autoencoder/detector.ts";
import { buildAutoencoder, weightsIn } from "../autoencoder/network.ts";
import { NO_NOISE } from "../autoencoder/noise.ts";
import { applyNetwork, squaredErrors } from "../autoencoder/reconstruct.ts";
import { rowMeans, thresholdOf } from "../autoencoder/score.ts";
import { fitStandard, standardise } from "../autoencoder/standardise.ts";
import type { DetectorState } from "../autoencoder/state.ts";
import { trainAutoencoder } from "../autoencoder/train.ts";
import { type Matrix, toMatrix } from "../recipe/matrix.ts";
import type { Algorithm } from "./algorithm.ts";
import { encodingTooWide } from "./errors.ts";
import { loadModel } from "./files.ts";
import { loadJson } from "./json-model.ts";
import { checkSize } from "./network-algorithm.ts";
import type { NoTarget } from "./target.ts";

type Params = Extract<Experiment["model"], { algorithm: "anomaly-detector" }>;

const MOST_UNITS = 16;

/** An autoencoder that has to squeeze rows through fewer numbers than they have: what it cannot restore is unlike the rest. */
export const anomalyDetector: Algorithm<Params, Matrix, NoTarget> = {
  read: toMatrix,

  check(params, { features }) {
    const { encoding } = shapeOf(params, features.length);
    if (encoding >= features.length) throw encodingTooWide(encoding, features.length);
    checkSize(weightsIn(shapeOf(params, features.length), features.length));
  },

  async fit(params, context) {
    const { tf } = await context.tensorflow();
    const { features, settings } = context;
    const standard = fitStandard(context.train.x);
    const [train, validation] = [context.train, context.validation].map(({ x, y }) => ({ x: standardise(x, standard), y }));
    const network = buildAutoencoder(tf, shapeOf(params, features.length), features.length, settings.seed);
    const end = await trainAutoencoder(tf, network, NO_NOISE, { ...context, train, validation } as typeof context);
    const matrix = (train as { x: Matrix }).x;
    const scores = rowMeans(squaredErrors(matrix, await applyNetwork(tf, network, matrix)), features.length);
    const state: DetectorState = {
      format: "trainyard-anomaly-detector",
      version: 1,
      features: [...features],
      standard,
      contamination: params.contamination,
      threshold: thresholdOf(scores, params.contamination),
    };
    return { model: fitted(tf, network, state, settings.compile), ...end };
  },

  async load(directory, { tensorflow, compile }) {
    const state = await loadJson<DetectorState>(directory, "trainyard-anomaly-detector");
    const { tf } = await tensorflow();
    return fitted(tf, await loadModel(tf, join(directory, "network")), state, compile);
  },
};

const shapeOf = ({ hidden, encoding, activation }: Params, features: number) => ({
  hidden,
  encoding: encoding ?? Math.min(MOST_UNITS, Math.ceil(features / 3)),
  activation,
});
