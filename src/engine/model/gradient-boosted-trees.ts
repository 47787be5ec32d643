import type { Experiment } from "../../protocol/experiment.ts";
import { rowWeights } from "../train/class-weights.ts";
import { earlyStopping } from "../train/early-stopping.ts";
import { endNotes } from "../train/end-notes.ts";
import { seriesOf } from "../train/figures.ts";
import { pacer } from "../train/pace.ts";
import { continueRandom, randomFrom } from "../train/random.ts";
import { boost, type RoundFigures, type TreeData } from "../trees/boost.ts";
import { captureTrees, restoreTrees } from "../trees/checkpoint.ts";
import { encodeRows, fitFeatures, readRows, type TreeRows } from "../trees/features.ts";
import { loadTrees, saveTrees, type TreeModel } from "../trees/files.ts";
import { predictTrees } from "../trees/predict.ts";
import type { Tree } from "../trees/tree.ts";
import type { Algorithm, FittedModel } from "./algorithm.ts";
import { outputUnits } from "./network.ts";
import type { TargetState } from "./target.ts";
import { binnedNote, treePartsOf } from "./tree-rows.ts";

type Params = Extract<Experiment["model"], { algorithm: "gradient-boosted-trees" }>;

/** Of a row, beside its bins: score, target, weight, gradients, places in the leaves. */
const BYTES_A_ROW = 48;

/** Gradient boosting on histograms: no scaling, filling or encoding is needed, missing values and categories are used as they are. */
export const gradientBoostedTrees: Algorithm<Params, TreeRows> = {
  read: readRows,
  check: () => undefined,
  bytesAFeature: 0,
  streams: "in order",
  keepsOfARow: (features) => features + BYTES_A_ROW,

  async fit(params, context) {
    const { target, settings, signal, checkpoints } = context;
    const begun = checkpoints.resumed && restoreTrees(checkpoints.resumed);
    const width = target.task === "multiclass" ? outputUnits(target) : 1;
    const features = fitFeatures(context.train.x);
    const dataOf = (split: "train" | "validation"): TreeData => {
      const stream = context.stream?.[split];
      const { x, y } = context[split];
      const parts = stream && treePartsOf(stream, features, context, { weighted: split === "train" });
      return { rows: stream?.rows ?? x.rows, features: encodeRows(features, x), targets: y, parts };
    };
    const rest = pacer();
    const random = begun?.random ? continueRandom(begun.random) : randomFrom(settings.seed, "trees");
    const stopping = earlyStopping(settings.earlyStopping, seriesOf(target.task), begun?.stopping ?? undefined);
    const save = (trees: readonly Tree[]) =>
      checkpoints.save(captureTrees(trees, rounds, { stopping: stopping.state(), random: random.state() }));
    let rounds = (begun?.trees.length ?? 0) / width;
    const ensemble = await boost(params, {
      objective: target.task,
      width,
      train: dataOf("train"),
      validation: dataOf("validation"),
      weights: rowWeights(settings.classWeights, target, context.train.y),
      random: random.next,
      grown: begun?.trees ?? [],
      async onRound(round, figures, trees) {
        rounds = round;
        const logged = namedFigures(target, figures);
        stopping.improved(round, logged);
        context.onEpoch(round, logged);
        if (await rest()) context.onProgress(round, round / params.iterations);
        if (signal.aborted || checkpoints.due("epoch")) await save(trees);
        return !stopping.over && !signal.aborted;
      },
    });
    const stopped = signal.aborted && rounds < params.iterations && !stopping.over;
    const kept = stopping.restores(stopped) ? (stopping.best?.epoch ?? rounds) : rounds;
    const model: TreeModel = { ...ensemble, trees: ensemble.trees.slice(0, kept * width), features };
    return {
      model: treeModel(model),
      stopped,
      notes: [
        ...(context.stream ? [binnedNote(context.train.x.rows)] : []),
        ...endNotes({
          unit: "round",
          done: rounds,
          stopped,
          endedEarly: stopping.over,
          best: kept === rounds ? null : `The model is that of round ${kept}, the best by ${stopping.monitor}.`,
        }),
      ],
    };
  },

  load: async (directory) => treeModel(await loadTrees(directory)),
};

function treeModel(model: TreeModel): FittedModel<TreeRows> {
  return {
    read: readRows,
    predict: async (rows) => predictTrees(model, rows),
    save: (directory) => saveTrees(model, directory),
    dispose: () => undefined,
  };
}

/** Under TensorFlow.js's names, as a network's epochs; the loss of a regression is on the standardised target. */
function namedFigures(target: TargetState, { train, validation }: RoundFigures): Record<string, number> {
  const named = ([loss, other]: RoundFigures["train"], prefix: string) =>
    target.task === "regression"
      ? { [`${prefix}loss`]: loss / target.std ** 2, [`${prefix}mae`]: other, [`${prefix}mse`]: loss }
      : { [`${prefix}loss`]: loss, [`${prefix}acc`]: other };
  return { ...named(train, ""), ...named(validation, "val_") };
}
