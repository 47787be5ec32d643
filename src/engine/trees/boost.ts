import { applyBins, type Binning, binCount, type Feature, fitBins } from "./bins.ts";
import { type Crew, startCrew, threadsFor } from "./crew.ts";
import { type GrownLeaf, type Growth, growTree } from "./grow.ts";
import { gradients, type Losses, type Objective, type Worth } from "./loss.ts";
import { OBJECTIVES } from "./tasks.ts";
import { addPredictions, type Tree } from "./tree.ts";
import { RESULTS, type Workspace } from "./workspace.ts";

/** Names and defaults as LightGBM's, in our spelling. */
export interface BoostParams {
  iterations: number;
  learningRate: number;
  maxLeaves: number;
  maxDepth: number;
  minRowsPerLeaf: number;
  minHessian: number;
  minGain: number;
  l2: number;
  maxBins: number;
  /** Share of the rows that a tree learns from. */
  subsample: number;
  /** Share of the features that a tree may ask for. */
  featureFraction: number;
}

export interface TreeData {
  rows: number;
  features: readonly Feature[];
  /** Index of the class, or the value. */
  targets: Float64Array;
}

export interface Boosting {
  objective: Objective;
  /** Scores of a row: one, or one per class. */
  width: number;
  train: TreeData;
  validation: TreeData;
  /** Of each training row. */
  weights: Float64Array | null;
  /** Threads to use; absent: as many as pay. The trees do not depend on it. */
  threads?: number;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Trees of an earlier boosting of the same data that this one goes on from. */
  grown?: readonly Tree[];
  /** Hears of each round, counted from 1, with all trees so far, and says whether to go on. */
  onRound(round: number, figures: RoundFigures, trees: readonly Tree[]): Promise<boolean>;
}

/** Mean log loss and share of right rows; of a regression mean squared and mean absolute error. */
export interface RoundFigures {
  train: Worth;
  validation: Worth;
}

/** Trees whose values add up to the scores: round after round, in each round one per score. */
export interface Ensemble {
  objective: Objective;
  width: number;
  binnings: Binning[];
  /** Scores before the first tree. */
  base: number[];
  trees: Tree[];
}

/** Gradient boosting on histograms (Friedman 2001; Ke and others 2017). The trees of all rounds are given back. */
export async function boost(params: BoostParams, boosting: Boosting): Promise<Ensemble> {
  const { train, validation, objective, width, weights, grown = [] } = boosting;
  const binnings = train.features.map((feature) => fitBins(feature, params.maxBins));
  const crew = startCrew({
    rows: train.rows,
    bins: binnings.map(binCount),
    slots: params.maxLeaves + 1,
    width,
    shares: boosting.threads ?? threadsFor(train.rows, binnings.length),
  });
  try {
    const { space } = crew;
    for (const [i, feature] of train.features.entries()) applyBins(binnings[i] as Binning, feature, space.columns[i] as Uint8Array);
    space.categorical.set(binnings.map(({ kind }) => (kind === "category" ? 1 : 0)));
    space.targets.set(train.targets);
    if (weights) space.weights.set(weights);
    else space.weights.fill(1);
    const base = baseScores(objective, width, train.targets, space.weights);
    const seen = judged(objective, width, validation);
    for (const scores of [space.scores, seen.scores]) for (let i = 0; i < scores.length; i += 1) scores[i] = base[i % width] as number;
    const ensemble: Ensemble = { objective, width, binnings, base, trees: [...grown] };
    for (const [i, tree] of grown.entries()) {
      addPredictions(tree, train.features, train.rows, space.scores, { stride: width, at: i % width });
      addPredictions(tree, validation.features, validation.rows, seen.scores, { stride: width, at: i % width });
    }
    learnFrom(crew, objective, 0);
    for (let round = grown.length / width + 1; round <= params.iterations; round += 1) {
      ensemble.trees.push(...growRound(crew, params, boosting, binnings));
      const worth = learnFrom(crew, objective, 0);
      for (const [output, tree] of ensemble.trees.slice(-width).entries())
        addPredictions(tree, validation.features, validation.rows, seen.scores, { stride: width, at: output });
      const figures = { train: worth, validation: worthOf(seen) };
      if (!(await boosting.onRound(round, figures, ensemble.trees))) break;
    }
    return ensemble;
  } finally {
    await crew.close();
  }
}

function growRound(crew: Crew, params: BoostParams, { train, objective, width, random }: Boosting, binnings: Binning[]): Tree[] {
  const { space } = crew;
  const sampled = sampleRows(space.order, params.subsample, random);
  const growth: Growth = { ...params, binnings, features: sampleFeatures(binnings.length, params.featureFraction, random) };
  // The trees of a round are all grown on the scores before it.
  const next = width === 1 ? space.scores : space.scores.slice();
  const trees = Array.from({ length: width }, (_, output) => {
    if (output > 0) learnFrom(crew, objective, output);
    const { tree, leaves } = growTree(crew, sampled, growth);
    if (sampled < train.rows) addPredictions(tree, train.features, train.rows, next, { stride: width, at: output });
    else for (const leaf of leaves) addLeaf(space, leaf, next, width, output);
    return tree;
  });
  if (width > 1) space.scores.set(next);
  return trees;
}

function addLeaf({ order }: Workspace, { start, end, value }: GrownLeaf, scores: Float64Array, width: number, output: number): void {
  for (let i = start; i < end; i += 1) {
    const at = (order[i] as number) * width + output;
    scores[at] = (scores[at] as number) + value;
  }
}

/** Puts the rows to learn from first, in their order; gives how many there are. */
function sampleRows(order: Uint32Array, share: number, random: () => number): number {
  let count = 0;
  for (let row = 0; row < order.length; row += 1) {
    if (share < 1 && random() >= share) continue;
    order[count] = row;
    count += 1;
  }
  return count;
}

/** A share of the features, at least one, in their order. */
function sampleFeatures(count: number, share: number, random: () => number): number[] {
  const wanted = Math.max(1, Math.round(count * share));
  const drawn = Array.from({ length: count }, (_, feature) => ({ feature, place: share < 1 ? random() : 0 }));
  return drawn
    .sort((a, b) => a.place - b.place || a.feature - b.feature)
    .slice(0, wanted)
    .map(({ feature }) => feature)
    .sort((a, b) => a - b);
}

/** The constant scores that cost least: the mean, the log odds, the log shares (weighted). */
function baseScores(objective: Objective, width: number, targets: Float64Array, weights: Float64Array): number[] {
  if (objective === "multiclass") {
    const sums = new Float64Array(width);
    let total = 0;
    for (const [row, target] of targets.entries()) {
      sums[target] = (sums[target] as number) + (weights[row] as number);
      total += weights[row] as number;
    }
    return Array.from(sums, (sum) => Math.log(Math.max(sum / total, Number.EPSILON)));
  }
  let sum = 0;
  let total = 0;
  for (let row = 0; row < targets.length; row += 1) {
    sum += (targets[row] as number) * (weights[row] as number);
    total += weights[row] as number;
  }
  const mean = sum / total;
  return [objective === "regression" ? mean : Math.log(mean / (1 - mean))];
}

/** Makes the gradients of an output ready for its next tree; gives the means of what the scores are worth. */
function learnFrom(crew: Crew, objective: Objective, output: number): Worth {
  const { results, sizes } = crew.space;
  crew.all("gradients", sizes.rows * 8, OBJECTIVES.indexOf(objective), output);
  const mean = (i: number) => {
    let sum = 0;
    for (let share = 0; share < sizes.shares; share += 1) sum += results[share * RESULTS + i] as number;
    return sum / sizes.rows;
  };
  return [mean(0), mean(1)];
}

/** Rows that are judged after each round and learnt from in none: all count the same. */
function judged(objective: Objective, width: number, { rows, targets }: TreeData): Losses & { rows: number; pairs: Float32Array } {
  const scores = new Float64Array(rows * width);
  return { rows, objective, width, output: 0, targets, scores, weights: new Float64Array(rows).fill(1), pairs: new Float32Array(2 * rows) };
}

function worthOf(seen: ReturnType<typeof judged>): Worth {
  const [loss, other] = gradients(seen, seen.pairs, 0, seen.rows);
  return [loss / seen.rows, other / seen.rows];
}
