/** Files of our own among a run's artifacts. */
export const ARTIFACTS = {
  /** The experiment as it ran, all defaults filled in. */
  experiment: "experiment.json",
  evaluation: "evaluation.json",
  explanation: "explanation.json",
  /** Of the test rows, to be compared with row by row. */
  predictions: "test-predictions.json",
  profile: "profile.json",
  signature: "signature.json",
  crossValidation: "cross-validation.json",
} as const;
