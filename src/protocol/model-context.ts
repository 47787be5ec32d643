/** What the user's `buildModel(tf, context)` is told of the problem. Types only: scripts import it from the SDK. */
export interface ModelContext<P = Record<string, unknown>> {
  /** Shape of one row: what the first layer has as its `inputShape`. */
  inputShape: [features: number];
  /** Names of the features, in the order of the input. */
  features: string[];
  task: "binary" | "multiclass" | "regression";
  /** In the order of the outputs; of a binary task the second is the positive one. Null for a regression. */
  classes: string[] | null;
  /** Units of the last layer: 1, or one for each class of a multiclass task. */
  units: number;
  /** Activation of the last layer that gives probabilities, or a value. Without it (logits) it is added where classes are predicted. */
  activation: "sigmoid" | "softmax" | "linear";
  /** Of the training rows of a regression, in the target's units; null where there are classes. */
  target: { mean: number; std: number } | null;
  /** Training rows. */
  rows: number;
  /** `model.params` of the experiment file. */
  params: P;
  /** `training.seed`. Math.random is seeded with it while the model is built. */
  seed: number;
}
