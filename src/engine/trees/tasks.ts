import { binNumbers } from "./bins.ts";
import { fillHistogram, subtractHistogram } from "./histogram.ts";
import { gradients, type Objective } from "./loss.ts";
import { follow, settle } from "./settle.ts";
import { sigmoidPairs } from "./sigmoid.ts";
import { bestSplit, type FeatureBins, type NodeSums, type SplitRules } from "./split.ts";
import { RESULTS, type Workspace } from "./workspace.ts";

/** What every thread can do with its share of the work; arguments are whole numbers. */
export const TASKS = { bin, search, partition, settle: settleShare, follow: followShare, gradients: fillPairs } as const;
export type TaskName = keyof typeof TASKS;
export const TASK_NAMES = Object.keys(TASKS) as TaskName[];

export const OBJECTIVES: readonly Objective[] = ["regression", "binary", "multiclass"];

type Task = (space: Workspace, share: number, args: readonly number[]) => void;
TASKS satisfies Record<string, Task>;

/** `[feature, missing]`: bins of the numbers that lie in `scores` meanwhile. */
function bin({ sizes, groups, scores, edges }: Workspace, share: number, [feature, missing]: readonly number[]): void {
  const [from, to] = stretch(0, sizes.rows + sizes.held, share, sizes.shares);
  const into = groups[(feature as number) >> 2] as Uint8Array;
  const places = { at: 4 * from + ((feature as number) & 3), stride: 4 };
  binNumbers(scores.subarray(from, to), { edges, missing: missing as number }, into, places);
}

/**
 * `[slot, start, end, parent]`: the histogram of the rows of a node and, unless `parent` is -1, that of its sibling in the
 * parent's place; each share takes some of the features. Gives for both nodes the best gain and the feature that it is by.
 */
function search(space: Workspace, share: number, [slot, start, end, parent]: readonly number[]): void {
  const { sizes, results } = space;
  const features = partOf(sizes.bins.length, share, sizes.shares, 2);
  if (features[0] < features[1]) {
    fillHistogram(space, slot as number, [start as number, end as number], features);
    if (parent !== -1) subtractHistogram(space, parent as number, slot as number, features);
  }
  for (const [which, at] of [slot, parent].entries())
    results.set(bestOf(space, at as number, which, features), share * RESULTS + 2 * which);
}

function bestOf(space: Workspace, slot: number, which: number, [from, to]: readonly [number, number]): [gain: number, feature: number] {
  let best: [number, number] = [0, -1];
  if (slot === -1) return best;
  const { rules, node } = questionOf(space, which);
  for (let feature = from; feature < to; feature += 1) {
    if (space.allowed[feature] === 0) continue;
    const gain = bestSplit(binsOf(space, slot, feature), node, rules)?.gain ?? 0;
    if (gain > best[0]) best = [gain, feature];
  }
  return best;
}

export const binsOf = ({ layout, histograms, categorical }: Workspace, slot: number, feature: number): FeatureBins => ({
  histogram: histograms[slot] as Float64Array,
  feature,
  offset: layout.offsets[feature] as number,
  bins: layout.bins[feature] as number,
  categorical: categorical[feature] === 1,
});

function questionOf({ rules, nodes }: Workspace, which: number): { rules: SplitRules; node: NodeSums } {
  const [minRowsPerLeaf, minHessian, l2, minGain] = rules as unknown as [number, number, number, number];
  const [gradient, hessian, rows] = nodes.subarray(3 * which) as unknown as [number, number, number];
  return { rules: { minRowsPerLeaf, minHessian, l2, minGain }, node: { gradient, hessian, rows } };
}

/** `[node, feature, start, end]`: of each share's stretch of the node's rows, those that go left to its front, the others into `scratch`. Gives how many go left. */
function partition(
  { sizes, groups, order, scratch, grown, results, kernels }: Workspace,
  share: number,
  [node, feature, start, end]: readonly number[],
): void {
  const bins = (groups[(feature as number) >> 2] as Uint8Array).byteOffset + ((feature as number) & 3);
  const goesLeft = grown.goesLeft.byteOffset + 256 * (node as number);
  const [from, to] = stretch(start as number, end as number, share, sizes.shares);
  const at = (array: Uint32Array, place: number) => array.byteOffset + 4 * place;
  results[share * RESULTS] = kernels.partition(bins, goesLeft, at(order, from), at(order, to), at(scratch, from));
}

/** `[output, leaves, rows]`: adds to each row that was learnt from what its leaf says. */
function settleShare(space: Workspace, share: number, [output, leaves, rows]: readonly number[]): void {
  settle(space, output as number, leaves as number, stretch(0, rows as number, share, space.sizes.shares));
}

/** `[output, from, to]`: lets these rows go down the tree, and adds what their leaves say. */
function followShare(space: Workspace, share: number, [output, from, to]: readonly number[]): void {
  follow(space, output as number, stretch(from as number, to as number, share, space.sizes.shares));
}

/** `[objective, output, from, to]`: gradient and hessian of each share's part of these rows. Gives what their scores are worth. */
function fillPairs(space: Workspace, share: number, [objective, output, from, to]: readonly number[]): void {
  const { sizes, pairs, results } = space;
  const rows = stretch(from as number, to as number, share, sizes.shares);
  const losses = { ...space, objective: OBJECTIVES[objective as number] as Objective, output: output as number, width: sizes.width };
  const worth = losses.objective === "binary" ? sigmoidPairs(space, share, rows) : gradients(losses, pairs, ...rows);
  results.set(worth, share * RESULTS);
}

export function stretch(start: number, end: number, share: number, shares: number): [number, number] {
  const [from, to] = partOf(end - start, share, shares, 1);
  return [start + from, start + to];
}

/** The share of `count` things, in multiples of `unit` but for the last. */
function partOf(count: number, share: number, shares: number, unit: number): [number, number] {
  const each = Math.ceil(count / shares / unit) * unit;
  return [Math.min(count, share * each), Math.min(count, (share + 1) * each)];
}
