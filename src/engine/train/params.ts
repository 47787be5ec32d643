import type { Experiment } from "../../protocol/experiment.ts";
import type { ParamValue } from "../../protocol/run.ts";

type Training = Experiment["training"];

/** All but the weights of classes. */
const UNWEIGHTED = [
  "epochs",
  "batchSize",
  "optimizer",
  "learningRate",
  "schedule",
  "clipNorm",
  "clipValue",
  "earlyStopping",
  "shuffle",
  "seed",
] as const satisfies readonly (keyof Training)[];

/** The settings of `training` that an algorithm heeds; others would only mislead who compares runs. */
const HEEDED: Readonly<Record<Experiment["model"]["algorithm"], readonly (keyof Training)[] | "all">> = {
  mlp: "all",
  linear: ["classWeights"],
  script: "all",
  "text-classifier": "all",
  "image-classifier": "all",
  "gradient-boosted-trees": ["earlyStopping", "classWeights", "seed"],
  "random-forest": ["classWeights", "seed"],
  baseline: ["classWeights"],
  "k-means": ["seed"],
  pca: [],
  forecaster: ["earlyStopping", "seed"],
  "anomaly-detector": UNWEIGHTED,
  "denoising-pretrain": UNWEIGHTED,
};

/** How a training is carried out, not what comes of it: every algorithm heeds them, and runs are not told apart by them. */
const CARRIED_OUT = ["checkpoint", "compile", "memory"] as const satisfies (keyof Training)[];

/** What a run was made with, as flat names to compare and filter by: `hidden`, `learningRate`, `earlyStopping.patience`. */
export function paramsOf({ target, task, model, training, split, recipe }: Experiment): Record<string, ParamValue> {
  const steps = recipe.filter(({ enabled }) => enabled).map(({ step }) => step);
  return {
    ...(target !== undefined && { target }),
    task,
    ...flat(model),
    ...flat(heeded(training, HEEDED[model.algorithm])),
    ...flat({ split }),
    recipe: steps.join(", "),
  };
}

/** Names of the settings of `training` that an algorithm heeds; null: all. */
export function settingsOf(algorithm: Experiment["model"]["algorithm"]): string[] | null {
  const names = HEEDED[algorithm];
  return names === "all" ? null : [...names, ...CARRIED_OUT];
}

/** Whether the training settings of an algorithm say anything to it: `epochs` says nothing to a forest. */
export function heeds(algorithm: Experiment["model"]["algorithm"], setting: string): boolean {
  const names = HEEDED[algorithm];
  return names === "all" || [...names, ...CARRIED_OUT].some((name) => name === setting);
}

function heeded(training: Training, names: readonly (keyof Training)[] | "all"): Partial<Training> {
  if (names === "all") return Object.fromEntries(Object.entries(training).filter(([name]) => !CARRIED_OUT.some((one) => one === name)));
  return Object.fromEntries(names.map((name) => [name, training[name]]));
}

function flat(values: object, prefix = ""): Record<string, ParamValue> {
  const entries = Object.entries(values).flatMap(([key, value]): [string, ParamValue][] => {
    const name = prefix + key;
    if (Array.isArray(value)) return [[name, value.join(", ")]];
    if (typeof value === "object" && value !== null) return Object.entries(flat(value, `${name}.`));
    return [[name, value]];
  });
  return Object.fromEntries(entries);
}
