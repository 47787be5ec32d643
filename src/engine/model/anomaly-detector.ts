import { join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import { fitted } from "../autoencoder/detector.ts";
import { buildAutoencoder, weightsIn } from "../autoencoder/network.ts";
import { NO_NOISE } from "../autoencoder/noise.ts";
import { applyNetwork, squaredErrors } from "../autoencoder/reconstruct.ts";
import { rowMeans, thresholdOf } from "../autoencoder/score.ts";
import { fitStandard, type Standard, standardise } from "../autoencoder/standardise.ts";
import type { DetectorState } from "../autoencoder/state.ts";
import { trainAutoencoder } from "../autoencoder/train.ts";
import { Gathered } from "../evaluate/gathered.ts";
import { type Matrix, toMatrix } from "../recipe/matrix.ts";
import type { PreparedStream } from "../train/stream/prepared.ts";
import { trainingRows } from "../train/stream/row-parts.ts";
import type { Algorithm, FitContext, LabelledRows } from "./algorithm.ts";
import { encodingTooWide } from "./errors.ts";
import { loadModel } from "./files.ts";
import { loadJson } from "./json-model.ts";
import { checkSize } from "./network-algorithm.ts";
import type { NoTarget } from "./target.ts";

type Learning = Pick<FitContext<Matrix, NoTarget>, "train" | "validation" | "stream">;
type Params = Extract<Experiment["model"], { algorithm: "anomaly-detector" }>;

const MOST_UNITS = 16;

/** An autoencoder that has to squeeze rows through fewer numbers than they have: what it cannot restore is unlike the rest. */
export const anomalyDetector: Algorithm<Params, Matrix, NoTarget> = {
  read: toMatrix,
  streams: "shuffled",
  bytesAFeature: 8,

  check(params, { features }) {
    const { encoding } = shapeOf(params, features.length);
    if (encoding >= features.length) throw encodingTooWide(encoding, features.length);
    checkSize(weightsIn(shapeOf(params, features.length), features.length));
  },

  async fit(params, context) {
    const { tf } = await context.tensorflow();
    const { features, settings } = context;
    const standard = await fitStandard(
      trainingRows(context, (x) => x.rows),
      features.length,
    );
    const standardised = standardisedRows(context, standard);
    const network = buildAutoencoder(tf, shapeOf(params, features.length), features.length, settings.seed);
    const end = await trainAutoencoder(tf, network, NO_NOISE, { ...context, ...standardised });
    const rows = trainingRows(standardised, (x) => x.rows);
    const scores = new Gathered(rows.rows);
    await rows.each(async ({ x }) => scores.add(rowMeans(squaredErrors(x, await applyNetwork(tf, network, x)), features.length)));
    const state: DetectorState = {
      format: "trainyard-anomaly-detector",
      version: 1,
      features: [...features],
      standard,
      contamination: params.contamination,
      threshold: thresholdOf(scores.values, params.contamination),
    };
    return { model: fitted(tf, network, state, settings.compile), ...end };
  },

  async load(directory, { tensorflow, compile }) {
    const state = await loadJson<DetectorState>(directory, "trainyard-anomaly-detector");
    const { tf } = await tensorflow();
    return fitted(tf, await loadModel(tf, join(directory, "network")), state, compile);
  },
};

function standardisedRows({ train, validation, stream }: Learning, standard: Standard): Learning {
  const rows = <R extends LabelledRows>({ x, ...rest }: R) => ({ ...rest, x: standardise(x, standard) });
  const streamed = (one: PreparedStream<Matrix>): PreparedStream<Matrix> => ({
    ...one,
    read: async (chunk) => rows(await one.read(chunk)),
  });
  return {
    train: rows(train),
    validation: rows(validation),
    stream: stream && { train: streamed(stream.train), validation: streamed(stream.validation) },
  };
}

const shapeOf = ({ hidden, encoding, activation }: Params, features: number) => ({
  hidden,
  encoding: encoding ?? Math.min(MOST_UNITS, Math.ceil(features / 3)),
  activation,
});
