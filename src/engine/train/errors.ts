import { failure, inputError } from "../../shared/errors.ts";

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
        : `Lower training.learningRate (${learningRate}), for example to ${Number((learningRate / 10).toPrecision(2))}, or set training.clipNorm to 1.`,
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
