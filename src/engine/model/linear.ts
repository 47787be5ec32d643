import type { Experiment } from "../../protocol/experiment.ts";
import { plural } from "../../shared/format.ts";
import { fitFigures } from "../linear/figures.ts";
import { type Coefficients, fitLinear } from "../linear/fit.ts";
import { type LinearState, outputsAt, predictionsOf } from "../linear/state.ts";
import { type DoubleMatrix, toDoubles } from "../recipe/matrix.ts";
import { classWeights } from "../train/class-weights.ts";
import { pacer } from "../train/pace.ts";
import { trainingRows } from "../train/stream/row-parts.ts";
import type { Algorithm, FitContext, FittedModel, LabelledRows } from "./algorithm.ts";
import { loadJson, saveJson } from "./json-model.ts";

type Params = Extract<Experiment["model"], { algorithm: "linear" }>;

const FORMAT = "trainyard-linear";

/**
 * Linear regression, or logistic regression, solved exactly in 64 bits: ridge in closed form, lasso and elastic net by
 * coordinate descent, logistic regression by L-BFGS. scikit-learn's `Ridge`, `Lasso`, `ElasticNet` and `LogisticRegression`.
 */
export const linear: Algorithm<Params, DoubleMatrix> = {
  read: toDoubles,
  check: () => undefined,
  streams: "in order",
  bytesAFeature: 16,

  async fit(params, context) {
    const { target, train, validation, settings, signal } = context;
    const weights = target.task === "regression" ? null : classWeights(settings.classWeights, target.classes, target.counts);
    const rows = trainingRows(context, (x) => x.rows);
    const rest = pacer();
    let last: Record<string, number> = {};
    const solved = await fitLinear(
      { rows, width: train.x.features.length, target, weights, l1: params.l1, l2: params.l2 },
      {
        maxIterations: params.maxIterations,
        tolerance: params.tolerance,
        signal,
        async onIteration(iteration, at) {
          last = { ...figures(context, at, train, ""), ...figures(context, at, validation, "val_") };
          context.onEpoch(iteration, last);
          if (await rest()) context.onProgress(iteration, iteration / params.maxIterations);
          return !signal.aborted;
        },
      },
    );
    const { coefficients, intercepts, iterations, converged } = solved;
    const stopped = signal.aborted && !converged;
    return {
      model: linearModel({ format: FORMAT, version: 1, task: target.task, features: [...train.x.features], coefficients, intercepts }),
      stopped,
      notes: [
        ...(rows.inParts && iterations > 1
          ? ["The curve is that of the rows that were held in memory; the coefficients are those of all."]
          : []),
        ...(stopped
          ? [`Stopped on request after ${plural(iterations, "iteration")}: the coefficients are not solved for.`]
          : endNotes(params, { iterations, converged, separated: last.acc === 1 })),
      ],
    };
  },

  load: async (directory) => linearModel(await loadJson<LinearState>(directory, FORMAT)),
};

function linearModel(state: LinearState): FittedModel<DoubleMatrix> {
  return {
    read: toDoubles,
    predict: async (x) => predictionsOf(state.task, outputsAt(state, x), state.intercepts.length),
    save: (directory) => saveJson(state, directory),
    dispose: () => undefined,
  };
}

function figures({ target }: FitContext<DoubleMatrix>, at: Coefficients, { x, y }: LabelledRows<DoubleMatrix>, prefix: "" | "val_") {
  const { values, width } = predictionsOf(target.task, outputsAt(at, x), at.intercepts.length);
  return Object.fromEntries(Object.entries(fitFigures(target, y, values, width)).map(([name, value]) => [prefix + name, value]));
}

function endNotes(
  { l1, l2 }: Params,
  { iterations, converged, separated }: { iterations: number; converged: boolean; separated: boolean },
) {
  if (separated && l1 === 0 && l2 === 0)
    return [
      "The classes are told apart without a mistake and nothing is penalised: the coefficients would grow without end. Give l2, such as 0.0001.",
    ];
  if (converged) return [];
  return [`Not solved to the tolerance within ${plural(iterations, "iteration")}: raise maxIterations, or l2.`];
}
