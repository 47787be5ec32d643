import { failure, inputError } from "../../shared/errors.ts";
import { formatBytes } from "../../shared/format.ts";

/** No network learns with a rate above 1: a usual one is what to try then. */
const USUAL_RATE = 0.01;

/** Inputs beyond this size want scaling: training was built for values around 1. */
const LARGE_INPUT = 100;

interface Largest {
  name: string;
  value: number;
}

/** The loss is NaN or infinite: says where, and the likeliest cause that the data and the settings show. */
export function lossNotFinite(
  at: { epoch: number; batch: number; loss: number },
  largest: Largest = { name: "", value: 0 },
  learningRate: number,
) {
  return failure({
    code: "loss-not-finite",
    message: `The loss became ${Number.isNaN(at.loss) ? "NaN" : "infinite"} in epoch ${at.epoch}, batch ${at.batch}: training diverged.`,
    remedy:
      largest.value > LARGE_INPUT
        ? `The feature "${largest.name}" reaches ${Number(largest.value.toPrecision(3))}: add a standard-scale step for it, or lower training.learningRate (${learningRate}).`
        : `Lower training.learningRate (${learningRate}), for example to ${learningRate > 1 ? USUAL_RATE : Number((learningRate / 10).toPrecision(2))}, or set training.clipNorm to 1.`,
    place: { field: largest.value > LARGE_INPUT ? "recipe" : "training.learningRate" },
  });
}

export const unknownSeries = (monitor: string, known: readonly string[], field = "training.earlyStopping.monitor") =>
  inputError({
    code: "series-unknown",
    message: `${field === "training.schedule.monitor" ? "The schedule" : "Early stopping"} watches "${monitor}", and this training logs no such series.`,
    remedy: `Use one of ${known.join(", ")}.`,
    place: { field },
  });

export const unknownClassWeight = (label: string, classes: readonly string[]) =>
  inputError({
    code: "class-weight-unknown",
    message: `There is a weight for the class "${label}", and the training rows have no such class.`,
    remedy: `The classes are ${classes.join(", ")}.`,
    place: { field: `training.classWeights.${label}` },
  });

const NEEDS_ALL = {
  algorithm: (algorithm: string) =>
    algorithm === "forecaster" ? "forecaster looks back over whole series, all rows at once" : `${algorithm} needs all rows at once`,
  recipe: () => "a step of the recipe looks back from row to row, so that rows cannot be read in parts",
  kept: (algorithm: string) => `${algorithm} needs so much even where rows are read in parts`,
  limit: () => "not even a part of them to fit the recipe on has room",
};

interface Exceeding {
  why: keyof typeof NEEDS_ALL;
  algorithm: string;
  rows: number;
  /** Bytes. */
  needed: number;
  limit: number;
}

/** Said before anything is read. */
export const dataExceedMemory = ({ why, algorithm, rows, needed, limit }: Exceeding) =>
  inputError({
    code: "data-exceed-memory",
    message: `${rows.toLocaleString("en-US")} rows would take about ${formatBytes(needed)} of memory, they may take ${formatBytes(limit)}, and ${NEEDS_ALL[why](algorithm)}.`,
    remedy: `Train on a sample (trainyard train EXPERIMENT --sample ${Math.max(1, Math.floor((90 * limit) / needed))}%), leave columns out by "exclude"${why === "algorithm" ? ', choose an algorithm that reads rows in parts, such as "linear" or "mlp"' : ""}, or allow more by training.memory.`,
    place: { field: "training.memory" },
  });

export const checkpointUnreadable = (file: string | undefined, problem: string, cause?: unknown) =>
  failure(
    {
      code: "checkpoint-unreadable",
      message: `The checkpoint cannot be gone on from: ${problem}.`,
      remedy: "Train again from the start: trainyard train EXPERIMENT",
      ...(file !== undefined && { place: { file } }),
    },
    cause,
  );
