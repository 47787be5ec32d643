import { applyBins, type Binning, binCount, type Feature, fitBins, paddedEdges } from "./bins.ts";
import { type Crew, startCrew, threadsFor } from "./crew.ts";
import { type Growth, growTree } from "./grow.ts";
import type { Objective, Worth } from "./loss.ts";
import { addGrown, fillParts, type TreeParts } from "./parts.ts";
import { OBJECTIVES } from "./tasks.ts";
import { addPredictions, type Tree } from "./tree.ts";
import { RESULTS } from "./workspace.ts";

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
  /** All rows, where they are read in parts: `features` and `targets` are then those of some, which bins are learnt from. */
  parts?: TreeParts | undefined;
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
    held: validation.rows,
    bins: binnings.map(binCount),
    slots: params.maxLeaves + 1,
    width,
    shares: boosting.threads ?? threadsFor(train.rows, binnings.length),
  });
  try {
    const { space } = crew;
    const all = train.rows + validation.rows;
    const parts = train.parts && validation.parts ? [train.parts, validation.parts] : null;
    space.categorical.set(binnings.map(({ kind }) => (kind === "category" ? 1 : 0)));
    space.weights.fill(1);
    if (parts) await fillParts(space, binnings, parts);
    else {
      for (const [i, binning] of binnings.entries()) binRows(crew, i, binning, [train, validation]);
      space.targets.set(train.targets);
      space.targets.set(validation.targets, train.rows);
      if (weights) space.weights.set(weights);
    }
    const base = baseScores(objective, width, space.targets.subarray(0, train.rows), space.weights);
    for (let i = 0; i < space.scores.length; i += 1) space.scores[i] = base[i % width] as number;
    const ensemble: Ensemble = { objective, width, binnings, base, trees: [...grown] };
    const held = space.scores.subarray(train.rows * width);
    if (parts) await addGrown(space.scores, width, grown, parts);
    for (const [i, tree] of parts ? [] : grown.entries()) {
      addPredictions(tree, train.features, train.rows, space.scores, { stride: width, at: i % width });
      addPredictions(tree, validation.features, validation.rows, held, { stride: width, at: i % width });
    }
    learnFrom(crew, objective, 0, 0, train.rows);
    for (let round = grown.length / width + 1; round <= params.iterations; round += 1) {
      ensemble.trees.push(...growRound(crew, params, boosting, binnings));
      const figures = { train: learnFrom(crew, objective, 0, 0, train.rows), validation: learnFrom(crew, objective, 0, train.rows, all) };
      if (!(await boosting.onRound(round, figures, ensemble.trees))) break;
    }
    return ensemble;
  } finally {
    await crew.close();
  }
}

/** Bins of a feature, of all rows, in the workspace. */
function binRows({ space, all }: Crew, feature: number, binning: Binning, [train, validation]: readonly [TreeData, TreeData]): void {
  const [first, second] = [train.features[feature] as Feature, validation.features[feature] as Feature];
  if (binning.kind === "number" && first.kind === "number" && second.kind === "number") {
    space.scores.set(first.values);
    space.scores.set(second.values, train.rows);
    space.edges.set(paddedEdges(binning.edges));
    all("bin", 8 * (train.rows + validation.rows), feature, binCount(binning));
    return;
  }
  const bins = space.groups[feature >> 2] as Uint8Array;
  applyBins(binning, first, bins, { at: feature & 3, stride: 4 });
  applyBins(binning, second, bins, { at: 4 * train.rows + (feature & 3), stride: 4 });
}

function growRound(crew: Crew, params: BoostParams, { objective, width, random }: Boosting, binnings: Binning[]): Tree[] {
  const { space, all } = crew;
  const { rows, held } = space.sizes;
  const sampled = sampleRows(space.order, params.subsample, random);
  const growth: Growth = { ...params, binnings, features: sampleFeatures(binnings.length, params.featureFraction, random) };
  // The trees of a round are all grown on the scores before it.
  if (width > 1) space.next.set(space.scores);
  const trees = Array.from({ length: width }, (_, output) => {
    if (output > 0) learnFrom(crew, objective, output, 0, rows);
    const { tree, leaves } = growTree(crew, sampled, growth);
    if (sampled === rows) all("settle", rows, output, leaves, rows);
    const first = sampled === rows ? rows : 0;
    all("follow", 8 * (rows + held - first), output, first, rows + held);
    return tree;
  });
  if (width > 1) space.scores.set(space.next);
  return trees;
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

/** Makes the gradients of an output ready for its next tree; gives the means of what the scores of these rows are worth. */
function learnFrom({ space, all }: Crew, objective: Objective, output: number, from: number, to: number): Worth {
  const { results, sizes } = space;
  all("gradients", (to - from) * 8, OBJECTIVES.indexOf(objective), output, from, to);
  const mean = (i: number) => {
    let sum = 0;
    for (let share = 0; share < sizes.shares; share += 1) sum += results[share * RESULTS + i] as number;
    return sum / (to - from);
  };
  return [mean(0), mean(1)];
}
