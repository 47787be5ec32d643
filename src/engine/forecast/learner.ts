import type { Experiment } from "../../protocol/experiment.ts";
import { model as schema } from "../../protocol/model.schema.ts";
import type { Algorithm, FitContext, FittedModel } from "../model/algorithm.ts";
import { gradientBoostedTrees } from "../model/gradient-boosted-trees.ts";
import { linear } from "../model/linear.ts";
import { noCheckpoints } from "../train/checkpoint/checkpoint.ts";
import type { ForecasterParams } from "./settings.ts";

type Model = Experiment["model"];

const LEARNERS = { linear, "gradient-boosted-trees": gradientBoostedTrees } as const satisfies Record<ForecasterParams["learner"], unknown>;

/** What learns from the lags: an algorithm as any other, that reads the features it is given. */
export const learnerOf = ({ learner }: ForecasterParams) => LEARNERS[learner] as Algorithm<Model, unknown>;

/** The hyperparameters that are the learner's own. */
export function learnerParams({ learner, l2, iterations, learningRate, maxLeaves, minRowsPerLeaf }: ForecasterParams): Model {
  return learner === "linear"
    ? schema.parse({ algorithm: learner, l2 })
    : schema.parse({ algorithm: learner, iterations, learningRate, maxLeaves, minRowsPerLeaf });
}

/** One step's learner hears and says what the whole does; of several, each logs series of its own, and none leaves a checkpoint. */
export function learnerContext(
  context: FitContext<unknown>,
  rounds: number,
  step: { at: number; of: number },
): Pick<FitContext<unknown>, "onEpoch" | "onProgress" | "checkpoints"> {
  const { onEpoch, onProgress, checkpoints } = context;
  if (step.of === 1) return { onEpoch, onProgress, checkpoints };
  const named = (figures: Record<string, number>) =>
    Object.fromEntries(Object.entries(figures).map(([name, value]) => [`step_${step.at}/${name}`, value]));
  const before = (step.at - 1) * rounds;
  return {
    checkpoints: noCheckpoints,
    onEpoch: (epoch, figures) => onEpoch(before + epoch, named(figures)),
    onProgress: (epoch, fraction) => onProgress(before + epoch, (step.at - 1 + fraction) / step.of),
  };
}

export type Learner = FittedModel<unknown>;
