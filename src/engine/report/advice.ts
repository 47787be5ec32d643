import type { Advice, Verdict } from "../../protocol/report.ts";
import type { ParamValue, Run } from "../../protocol/run.ts";
import { formatNumber } from "../../shared/format.ts";
import type { Shape } from "./learning-curve.ts";

type Params = Run["params"];

/** What to try next, for the algorithm and the settings at hand; at most four things, the most promising first. */
export function adviceFor(kind: Verdict["kind"], { params, kind: of }: Pick<Run, "params" | "kind">, shape: Shape | null): Advice[] {
  const found = of === "script" ? ofScript(kind, shape) : ADVICE[kind](params, shape, String(params.algorithm));
  return found.slice(0, 4);
}

const number = (value: ParamValue | undefined): number | null => (typeof value === "number" ? value : null);
const isTrees = (algorithm: string) => algorithm === "gradient-boosted-trees";
const isForest = (algorithm: string) => algorithm === "random-forest";
const isNetwork = (params: Params) => number(params.epochs) !== null;

/** `Lower training.learningRate from 0.01 to 0.003.` */
function change(params: Params, verb: string, setting: string, factor: number, integer = false): Advice[] {
  const now = number(params[setting.split(".").slice(1).join(".")]);
  if (now === null) return [];
  const exact = now * factor;
  const next = integer ? Math.max(1, Math.round(exact)) : Number(exact.toPrecision(1));
  return next === now ? [] : [{ text: `${verb} ${setting} from ${formatNumber(now)} to ${formatNumber(next)}.`, setting }];
}

/** A third of it; of one that no network learns with, a usual one. */
function slower(params: Params, algorithm: string): Advice[] {
  const setting = isTrees(algorithm) ? "model.learningRate" : "training.learningRate";
  const now = number(params.learningRate) ?? 0;
  return change(params, "Lower", setting, now > 1 ? 0.01 / now : 1 / 3);
}

const stopEarly = (params: Params): Advice[] =>
  params.earlyStopping === false
    ? [{ text: "Switch on training.earlyStopping, which keeps the best weights.", setting: "training.earlyStopping" }]
    : [];

const MORE_ROWS: Advice = { text: "Train on more rows: more data is the surest cure." };

const ADVICE: Record<Verdict["kind"], (params: Params, shape: Shape | null, algorithm: string) => Advice[]> = {
  diverged: (params, _shape, algorithm) => [
    ...slower(params, algorithm),
    { text: "Scale the numbers: add a step standard-scale to the recipe.", setting: "recipe" },
    ...stopEarly(params),
  ],
  overfitting: (params, shape, algorithm) => {
    if (isTrees(algorithm))
      return [
        ...change(params, "Lower", "model.maxLeaves", 1 / 2, true),
        ...change(params, "Raise", "model.minRowsPerLeaf", 2.5, true),
        { text: "Let each tree see a part of the rows: model.subsample 0.8.", setting: "model.subsample" },
        MORE_ROWS,
      ];
    if (isForest(algorithm)) return [...change(params, "Raise", "model.minRowsPerLeaf", 5, true), MORE_ROWS];
    return [
      ...stopEarly(params),
      ...(number(params.dropout) === 0 ? [{ text: "Add dropout: model.dropout 0.2.", setting: "model.dropout" }] : []),
      ...(number(params.l2) === 0 ? [{ text: "Add a penalty: model.l2 0.001.", setting: "model.l2" }] : []),
      ...(shape && isNetwork(params) && params.earlyStopping === false
        ? [{ text: `End sooner: training.epochs ${formatNumber(shape.bestStep)}.`, setting: "training.epochs" }]
        : []),
      MORE_ROWS,
    ];
  },
  underfitting: (params, _shape, algorithm) => {
    if (isTrees(algorithm))
      return [
        ...change(params, "Raise", "model.maxLeaves", 2, true),
        ...change(params, "Raise", "model.iterations", 2, true),
        BETTER_COLUMNS,
      ];
    if (isForest(algorithm)) return [...change(params, "Lower", "model.minRowsPerLeaf", 1 / 3, true), BETTER_COLUMNS];
    const wider =
      params.hidden === undefined ? [] : [{ text: "Give the network more units: model.hidden [128, 64].", setting: "model.hidden" }];
    const bolder =
      algorithm === "linear" || algorithm === "baseline"
        ? [{ text: "Try an algorithm that bends: gradient-boosted-trees.", setting: "model.algorithm" }]
        : [];
    return [...bolder, ...wider, ...change(params, "Raise", "training.epochs", 2, true), BETTER_COLUMNS];
  },
  "still-improving": (params, _shape, algorithm) => [
    ...(isTrees(algorithm) ? change(params, "Raise", "model.iterations", 2, true) : change(params, "Raise", "training.epochs", 2, true)),
    ...change(params, "Raise", isTrees(algorithm) ? "model.learningRate" : "training.learningRate", 3),
  ],
  noisy: (params, _shape, algorithm) => [
    ...slower(params, algorithm),
    ...change(params, "Raise", "training.batchSize", 2, true),
    { text: "Give the validation split more rows, or cross-validate: crossValidation.", setting: "crossValidation" },
  ],
  "too-short": (params) => change(params, "Raise", "training.epochs", 10, true),
  fine: () => [],
};

const BETTER_COLUMNS: Advice = { text: "Look for columns that say more of the target: what is not in the data cannot be learnt." };

function ofScript(kind: Verdict["kind"], shape: Shape | null): Advice[] {
  const found: Record<Verdict["kind"], string[]> = {
    diverged: ["Lower the learning rate.", "Scale the inputs."],
    overfitting: [
      `Stop at the best epoch${shape ? ` (${formatNumber(shape.bestStep)})` : ""}.`,
      "Add dropout or an L2 penalty.",
      "Train on more rows.",
    ],
    underfitting: ["Give the model more units or layers.", "Train longer."],
    "still-improving": ["Train for more epochs.", "Raise the learning rate."],
    noisy: ["Lower the learning rate.", "Use larger batches, or more validation rows."],
    "too-short": ["Train longer."],
    fine: [],
  };
  return found[kind].map((text) => ({ text }));
}
