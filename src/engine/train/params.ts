import type { Experiment } from "../../protocol/experiment.ts";
import type { ParamValue } from "../../protocol/run.ts";

/** What a run was made with, as flat names to compare and filter by: `hidden`, `learningRate`, `earlyStopping.patience`. */
export function paramsOf({ target, task, model, training, split, recipe }: Experiment): Record<string, ParamValue> {
  const steps = recipe.filter(({ enabled }) => enabled).map(({ step }) => step);
  return { target, task, ...flat(model), ...flat(training), ...flat({ split }), recipe: steps.join(", ") };
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
