import type { Experiment } from "../../protocol/experiment.ts";
import { plural } from "../../shared/format.ts";
import { growForest } from "../forest/forest.ts";
import { drawnFor } from "../forest/grow.ts";
import { type Forest, predictForest } from "../forest/predict.ts";
import { Votes } from "../forest/votes.ts";
import { pacer } from "../train/pace.ts";
import { captureTrees, restoreTrees } from "../trees/checkpoint.ts";
import { fitFeatures, readRows, type TreeRows } from "../trees/features.ts";
import { loadTrees, saveTrees } from "../trees/files.ts";
import type { Tree } from "../trees/tree.ts";
import type { Algorithm, FitContext, FittedModel } from "./algorithm.ts";
import { tablesOf } from "./forest-rows.ts";
import { outputUnits } from "./network.ts";
import { binnedNote } from "./tree-rows.ts";

type Params = Extract<Experiment["model"], { algorithm: "random-forest" }>;

const FORMAT = "trainyard-forest";
/** Of a row, beside its bins: target, weight, votes, times drawn, places in the leaves of some trees at a time. */
const BYTES_A_ROW = 96;

/**
 * A random forest on histograms: no scaling, filling or encoding is needed, missing values and categories are used as they
 * are. As good as scikit-learn's on the same bins; on many rows of finely graded numbers exact thresholds are a little better.
 */
export const randomForest: Algorithm<Params, TreeRows> = {
  read: readRows,
  check: () => undefined,
  bytesAFeature: 0,
  streams: "in order",
  keepsOfARow: (features) => features + BYTES_A_ROW,

  async fit(params, context) {
    const { target, settings, signal, train, checkpoints } = context;
    const begun = checkpoints.resumed ? restoreTrees(checkpoints.resumed).trees : [];
    const all: Tree[] = [];
    const { task } = target;
    const width = task === "multiclass" ? outputUnits(target) : 1;
    const base = target.task === "regression" ? target.mean : 0;
    const features = fitFeatures(train.x);
    const { table, learning, judged } = await tablesOf(context, { features, base, width, maxBins: params.maxBins });
    const outOfBag = new Votes(learning, width);
    const held = new Votes(judged, width);
    const rest = pacer();
    const save = () => checkpoints.save(captureTrees(all, all.length, { stopping: null, random: null }));
    const trees = await growForest({
      table,
      rules: { ...params, featuresANode: featuresANode(params.maxFeatures, task, features.length) },
      trees: params.trees,
      seed: settings.seed,
      grown: begun,
      async onTree(tree, seed) {
        all.push(tree);
        outOfBag.add(tree, drawnFor(seed, learning.rows));
        held.add(tree, null);
        if (all.length <= begun.length) return true;
        context.onEpoch(all.length, { ...figures(task, outOfBag, "oob"), ...figures(task, held, "val") });
        if (await rest()) context.onProgress(all.length, all.length / params.trees);
        if (signal.aborted || checkpoints.due("epoch")) await save();
        return !signal.aborted;
      },
    });
    const grown = trees.length;
    const stopped = grown < params.trees;
    return {
      model: forestModel({ task, base, features, trees }),
      stopped,
      notes: [
        ...(stopped ? [`Stopped on request after ${plural(grown, "tree")} of ${params.trees}.`] : []),
        ...(context.stream ? [binnedNote(train.x.rows)] : []),
        outOfBagNote(context, learning.rows, outOfBag),
      ],
    };
  },

  load: async (directory) => forestModel(await loadTrees<Forest>(directory, FORMAT)),
};

function forestModel(forest: Forest): FittedModel<TreeRows> {
  return {
    read: readRows,
    predict: async (rows) => predictForest(forest, rows),
    save: (directory) => saveTrees(forest, directory, FORMAT),
    dispose: () => undefined,
  };
}

/** As scikit-learn's `max_features`, whose defaults are "sqrt" for classes and all for a regression. */
export function featuresANode(setting: Params["maxFeatures"], task: Forest["task"], features: number): number {
  const chosen = setting === "auto" ? (task === "regression" ? "all" : "sqrt") : setting;
  if (chosen === "all") return features;
  const count =
    chosen === "sqrt" ? Math.sqrt(features) : chosen === "log2" ? Math.log2(features) : (chosen === "third" ? 1 / 3 : chosen) * features;
  return Math.max(1, Math.floor(count));
}

/** Nothing where no row has a vote yet. */
function figures(task: Forest["task"], votes: Votes, prefix: "oob" | "val"): Record<string, number> {
  const name = task === "regression" ? "mse" : "acc";
  const { rows, [name]: value } = votes.worth(task === "regression");
  return rows === 0 ? {} : { [`${prefix}_${name}`]: value };
}

/** As scikit-learn's `oob_score_`: of the rows that some tree did not learn from. */
function outOfBagNote({ target }: FitContext<TreeRows>, all: number, votes: Votes): string {
  const { rows, acc, r2 } = votes.worth(target.task === "regression");
  const [name, score] = target.task === "regression" ? ["R2", r2] : ["accuracy", acc];
  if (!Number.isFinite(score)) return "There is no out-of-bag score: too few rows were left out of the samples.";
  return `Out-of-bag ${name} ${score.toFixed(3)}, on ${rows} of ${plural(all, "training row")}.`;
}
