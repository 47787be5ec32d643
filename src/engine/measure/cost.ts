import type { Experiment } from "../../protocol/experiment.ts";
import { isSupervised } from "../../protocol/task.ts";
import { outputUnits } from "../model/network.ts";
import type { SupervisedTarget } from "../model/target.ts";
import { expectedSteps, type Work } from "./work.ts";

/** Forward, and twice as much back. */
const PASSES = 3;
/** Of one thread, in a millisecond, with all that stands in the way: what is wanted is the order of magnitude. */
const MULTIPLY_ADDS_A_MS = 5e6;
/** What a step takes however small the network. */
const COMPILED_MS = 0.15;
const EAGER_MS = 3;
/** A network that says nothing of its size. */
const UNKNOWN = 50_000;
/** From here on a step gains more by all threads than it loses. */
const WORTH_SHARING = 40e6;

/** Multiply-adds of one step, roughly. */
const costOf = (work: Work): number => PASSES * work.settings.batchSize * costOfRow(work);

/** About how long the training takes: whether it is worth anything to measure. */
export function estimateMs(work: Work, native: boolean): number {
  const overhead = native && work.settings.compile !== "off" ? COMPILED_MS : EAGER_MS;
  return expectedSteps(work) * (overhead + costOf(work) / MULTIPLY_ADDS_A_MS);
}

/** Whether all threads are the better guess: small steps lose more time in handing over work than they gain. */
export const sharesWell = (work: Work): boolean => work.model.algorithm === "image-classifier" || costOf(work) >= WORTH_SHARING;

function costOfRow({ model, features, target }: Work): number {
  const width = features.length;
  const outputs = isSupervised(target.task) ? outputUnits(target as SupervisedTarget) : width;
  switch (model.algorithm) {
    case "mlp":
      return dense([width, ...model.hidden, outputs]);
    case "anomaly-detector":
    case "denoising-pretrain":
      return 2 * dense([width, ...model.hidden, model.encoding ?? width]);
    case "text-classifier":
      return model.maxLength * model.embeddingSize + dense([model.embeddingSize, ...model.hidden, outputs]);
    case "image-classifier":
      return convolutions(model, outputs);
    default:
      return UNKNOWN;
  }
}

const dense = (sizes: readonly number[]): number => sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i] as number), 0);

function convolutions(
  { imageSize, channels, filters, hidden }: Extract<Experiment["model"], { algorithm: "image-classifier" }>,
  outputs: number,
) {
  const blocks = filters.map((count, i) => 9 * (imageSize >> i) ** 2 * count * (i === 0 ? channels : (filters[i - 1] as number)));
  const flat = (imageSize >> filters.length) ** 2 * (filters.at(-1) as number);
  return blocks.reduce((sum, block) => sum + block, 0) + dense([flat, ...hidden, outputs]);
}
