import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Experiment } from "../../protocol/experiment.ts";
import type { TF } from "../backend/tf.ts";
import { imageTooSmall, noPathColumn } from "../image/errors.ts";
import { type ImageRows, type ImageShape, imageInputs } from "../image/inputs.ts";
import { imageLayers } from "../image/layers.ts";
import type { Prepared } from "../recipe/apply.ts";
import { labelAt } from "../recipe/values.ts";
import type { Algorithm, LoadContext } from "./algorithm.ts";
import { modelOtherVersion, modelUnreadable } from "./errors.ts";
import { loadModel } from "./files.ts";
import { buildNetwork, outputUnits } from "./network.ts";
import { checkSize, regularised } from "./network-algorithm.ts";
import { networkModel } from "./network-model.ts";
import { trainModel } from "./train-network.ts";

type Params = Extract<Experiment["model"], { algorithm: "image-classifier" }>;

const PATH = "path";
/** Beside the network: what its input is. */
const FILE = "image.json";

/** Classes of images: blocks of convolution and pooling, then hidden layers. */
export const imageClassifier: Algorithm<Params, ImageRows> = {
  read: readPaths,

  check({ imageSize, channels, filters, hidden }, { features, target }) {
    if (!features.includes(PATH)) throw noPathColumn(features);
    const left = imageSize >> filters.length;
    if (left < 1) throw imageTooSmall(imageSize, filters.length);
    const kernels = filters.reduce((sum, count, i) => sum + 9 * count * (i === 0 ? channels : (filters[i - 1] as number)), 0);
    const sizes = [left * left * (filters.at(-1) as number), ...hidden, outputUnits(target)];
    checkSize(
      sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i] as number), kernels),
      "model.imageSize",
    );
  },

  async fit(params, context) {
    const { tf } = await context.tensorflow();
    const { target, settings, train } = context;
    const shape = { size: params.imageSize, channels: params.channels };
    const output = tf.layers.dense({ units: outputUnits(target), name: "output", ...regularised(tf, { l1: 0, l2: params.l2 }) });
    const { model, raw } = buildNetwork(tf, imageLayers(tf, params), output, target, settings.seed);
    const augment = { ...params.augment, seed: settings.seed };
    const changes = augment.flip || augment.shift > 0;
    const inputs = (rows: ImageRows) => imageInputs(rows, shape, changes && rows === train.x ? augment : null);
    return trainModel({ tf, raw, model: imageModel(tf, model, target.task, shape, settings.compile), inputs }, context);
  },

  async load(directory: string, { task, tensorflow, compile }: LoadContext) {
    const shape = await readShape(join(directory, FILE));
    const { tf } = await tensorflow();
    return imageModel(tf, await loadModel(tf, directory), task, shape, compile);
  },
};

function readPaths({ columns, rows }: Prepared): ImageRows {
  const column = columns.find(({ name }) => name === PATH);
  if (!column) throw noPathColumn(columns.map(({ name }) => name));
  return { rows, paths: Array.from({ length: rows }, (_, row) => labelAt(column, row) ?? "") };
}

function imageModel(
  tf: TF,
  model: Parameters<typeof networkModel>[1],
  task: LoadContext["task"],
  shape: ImageShape,
  compile: LoadContext["compile"],
) {
  const reading = { read: readPaths, inputs: (rows: ImageRows) => imageInputs(rows, shape, null) };
  const network = networkModel(tf, model, task, reading, compile);
  return {
    ...network,
    async save(directory: string) {
      await network.save(directory);
      await writeFile(join(directory, FILE), `${JSON.stringify({ version: 1, ...shape })}\n`);
    },
  };
}

async function readShape(file: string): Promise<ImageShape> {
  const text = await readFile(file, "utf8").catch((error) => {
    throw modelUnreadable(file, "it is missing", error);
  });
  const { version, ...shape } = JSON.parse(text) as ImageShape & { version: number };
  if (version !== 1) throw modelOtherVersion(file, version);
  return shape;
}
