import type { Experiment } from "./experiment.schema.ts";

/** Tasks that predict a column. */
export const SUPERVISED = ["binary", "multiclass", "regression"] as const;
/** Tasks that learn from the features alone. */
export const UNSUPERVISED = ["clustering", "dimensionality-reduction", "anomaly-detection", "representation-learning"] as const;

export type SupervisedTask = (typeof SUPERVISED)[number];
export type UnsupervisedTask = (typeof UNSUPERVISED)[number];
export type Task = SupervisedTask | UnsupervisedTask;
export type AlgorithmName = Experiment["model"]["algorithm"];

/** What each algorithm can do; the first that can do a task is what is proposed for it. */
export const TASKS_OF: Readonly<Record<AlgorithmName, readonly Task[]>> = {
  mlp: SUPERVISED,
  linear: SUPERVISED,
  "gradient-boosted-trees": SUPERVISED,
  "random-forest": SUPERVISED,
  baseline: SUPERVISED,
  script: SUPERVISED,
  "text-classifier": ["binary", "multiclass"],
  "image-classifier": ["binary", "multiclass"],
  forecaster: ["regression"],
  "k-means": ["clustering"],
  pca: ["dimensionality-reduction"],
  "anomaly-detector": ["anomaly-detection"],
  "denoising-pretrain": ["representation-learning"],
};

export const hasClasses = (task: Task): task is "binary" | "multiclass" => task === "binary" || task === "multiclass";

export const isSupervised = (task: Task): task is SupervisedTask => SUPERVISED.some((one) => one === task);

export const algorithmsFor = (task: Task): AlgorithmName[] =>
  (Object.keys(TASKS_OF) as AlgorithmName[]).filter((name) => TASKS_OF[name].includes(task));
