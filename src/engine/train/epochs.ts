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
    case "k-means":
      return model.maxIterations;
    case "baseline":
    case "pca":
      return 1;
    case "forecaster":
      return (model.strategy === "direct" ? model.horizon : 1) * (model.learner === "linear" ? 1 : model.iterations);
    default:
      return training.epochs;
  }
}
