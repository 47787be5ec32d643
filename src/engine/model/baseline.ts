import type { Experiment } from "../../protocol/experiment.ts";
import { classWeights } from "../train/class-weights.ts";
import { type RowParts, trainingRows } from "../train/stream/row-parts.ts";
import type { Algorithm, FitContext, FittedModel } from "./algorithm.ts";
import { type JsonModel, loadJson, saveJson } from "./json-model.ts";

type Params = Extract<Experiment["model"], { algorithm: "baseline" }>;

/** What is said of every row: the shares of the classes, or the mean. */
interface State extends JsonModel {
  format: "trainyard-baseline";
  values: number[];
}

/**
 * The simplest model there is: each class with its (weighted) share of the training rows, so the majority class, or their
 * mean. scikit-learn's `DummyClassifier(strategy="prior")` and `DummyRegressor`. It reads no features.
 */
export const baseline: Algorithm<Params, { rows: number }> = {
  read: ({ rows }) => ({ rows }),
  check: () => undefined,
  streams: "in order",
  async fit(_params, context) {
    const rows = trainingRows(context, (x) => x.rows);
    const values = context.target.task === "regression" ? [await mean(rows)] : await shares(context, rows);
    return { model: baselineModel({ format: "trainyard-baseline", version: 1, values }), stopped: false, notes: [] };
  },
  load: async (directory) => baselineModel(await loadJson<State>(directory, "trainyard-baseline")),
};

async function mean({ rows, each }: RowParts<{ rows: number }>): Promise<number> {
  let sum = 0;
  await each(({ y }) => {
    for (const value of y) sum += value;
  });
  return sum / rows;
}

async function shares({ target, settings }: FitContext<{ rows: number }>, { each }: RowParts<{ rows: number }>): Promise<number[]> {
  if (target.task === "regression") throw new TypeError("a regression has no classes");
  const weights = classWeights(settings.classWeights, target.classes, target.counts);
  const sums = target.classes.map(() => 0);
  await each(({ y }) => {
    for (const index of y) sums[index] = (sums[index] as number) + (weights?.[index] ?? 1);
  });
  const total = sums.reduce((sum, value) => sum + value, 0);
  return sums.map((sum) => sum / total);
}

function baselineModel(state: State): FittedModel<{ rows: number }> {
  const width = state.values.length;
  return {
    read: ({ rows }) => ({ rows }),
    predict: async ({ rows }) => ({
      values: Float64Array.from({ length: rows * width }, (_, i) => state.values[i % width] as number),
      width,
    }),
    save: (directory) => saveJson(state, directory),
    dispose: () => undefined,
  };
}
