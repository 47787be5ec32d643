import type { Experiment } from "../../protocol/experiment.ts";

/** Epochs (rounds, iterations) that a training takes at most: what its progress is counted in. */
export function epochsOf({ model, training, task }: Experiment): number {
  switch (model.algorithm) {
    case "gradient-boosted-trees":
      return model.iterations;
    case "random-forest":
      return model.trees;
    case "linear":
      return task === "regression" && model.l1 === 0 ? 1 : model.maxIterations;
    case "baseline":
      return 1;
    case "forecaster":
      return model.strategy === "direct" ? model.horizon * roundsOf(model, training) : roundsOf(model, training);
    default:
      return training.epochs;
  }
}

const roundsOf = (
  { learner, iterations }: Extract<Experiment["model"], { algorithm: "forecaster" }>,
  { epochs }: Experiment["training"],
) => (learner === "linear" ? epochs : iterations);
