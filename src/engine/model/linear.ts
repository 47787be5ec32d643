import type { Experiment } from "../../protocol/experiment.ts";
import { networkAlgorithm } from "./network-algorithm.ts";

/** Linear regression; for classes logistic regression, softmax for more than two. A network without hidden layers. */
export const linear = networkAlgorithm<Extract<Experiment["model"], { algorithm: "linear" }>>({
  hidden: () => [],
  body: () => [],
});
