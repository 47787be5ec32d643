import type { Binning } from "./bins.ts";
import type { Crew } from "./crew.ts";
import { bestSplit, type NodeSums, type Split, type SplitRules } from "./split.ts";
import { binsOf, stretch } from "./tasks.ts";
import type { Tree } from "./tree.ts";
import { TreeBuilder } from "./tree-builder.ts";
import { RESULTS, type Workspace } from "./workspace.ts";

export interface Growth extends SplitRules {
  maxLeaves: number;
  /** 0: no limit. */
  maxDepth: number;
  learningRate: number;
  binnings: readonly Binning[];
  /** Features that this tree may ask for. */
  features: readonly number[];
}

/** A leaf that may still be parted; its rows are `order[start..end)`. */
interface Leaf {
  node: number;
  start: number;
  end: number;
  depth: number;
  sums: NodeSums;
  slot: number;
  split: Split | null;
}

/**
 * Grows one tree leaf by leaf, the one that gains most first (Shi 2007, as LightGBM), on the first `rows` rows of the
 * workspace's order, and leaves it in the workspace too, as bins go through it. Of two new leaves only the smaller one's
 * histogram is added up; the other's is what is left of its parent's.
 */
export function growTree(crew: Crew, rows: number, growth: Growth): { tree: Tree; leaves: number } {
  const { space } = crew;
  const builder = new TreeBuilder(growth.binnings);
  const free = space.histograms.map((_, slot) => slot).reverse();
  space.rules.set([growth.minRowsPerLeaf, growth.minHessian, growth.l2, growth.minGain]);
  space.allowed.fill(0);
  for (const feature of growth.features) space.allowed[feature] = 1;
  const root: Leaf = { node: 0, start: 0, end: rows, depth: 0, sums: sumsOf(crew, rows), slot: free.pop() as number, split: null };
  builder.add(leafValue(root.sums, growth), rows);
  search(crew, growth, root, null);
  const leaves = [root];
  while (leaves.length < growth.maxLeaves) {
    const parent = leaves.reduce((best, leaf) => ((leaf.split?.gain ?? 0) > (best.split?.gain ?? 0) ? leaf : best));
    const { split } = parent;
    if (!split) break;
    const [left, right] = childrenOf(parent, split, part(crew, parent, split));
    const [smaller, larger] = left.end - left.start <= right.end - right.start ? [left, right] : [right, left];
    larger.slot = parent.slot;
    smaller.slot = free.pop() as number;
    search(crew, growth, smaller, larger);
    left.node = builder.add(leafValue(left.sums, growth), left.sums.rows);
    right.node = builder.add(leafValue(right.sums, growth), right.sums.rows);
    builder.split(parent.node, split, left.node, right.node);
    leaves.splice(leaves.indexOf(parent), 1, left, right);
    for (const leaf of [left, right]) if (!leaf.split) free.push(leaf.slot);
  }
  const tree = builder.tree();
  for (const part of ["feature", "left", "right", "values"] as const) space.grown[part].set(tree[part]);
  space.grown.ends.set(leaves.map(({ end }) => end));
  space.grown.leaves.set(leaves.map(({ node }) => node));
  return { tree, leaves: leaves.length };
}

/** Finds the best split of a leaf and of its sibling, whose slot still holds the histogram of both. */
function search({ space, all }: Crew, growth: Growth, leaf: Leaf, sibling: Leaf | null): void {
  for (const [which, each] of [leaf, sibling].entries())
    if (each) space.nodes.set([each.sums.gradient, each.sums.hessian, each.sums.rows], 3 * which);
  all("search", (leaf.end - leaf.start + 1000) * space.sizes.bins.length, leaf.slot, leaf.start, leaf.end, sibling?.slot ?? -1);
  for (const [which, each] of [leaf, sibling].entries())
    if (each) each.split = mayPart(each, growth) ? bestFound(space, each, growth, which) : null;
}

function mayPart({ depth, sums }: Leaf, { maxDepth, minRowsPerLeaf, minHessian }: Growth): boolean {
  return (maxDepth === 0 || depth < maxDepth) && sums.rows >= 2 * minRowsPerLeaf && sums.hessian >= 2 * minHessian;
}

/** Each share has told its best feature; the best of these is looked at again for the split itself. */
function bestFound(space: Workspace, leaf: Leaf, growth: Growth, which: number): Split | null {
  let gain = 0;
  let feature = -1;
  for (let share = 0; share < space.sizes.shares; share += 1) {
    const [found, by] = space.results.subarray(share * RESULTS + 2 * which) as unknown as [number, number];
    if (found > gain) [gain, feature] = [found, by];
  }
  return feature < 0 ? null : bestSplit(binsOf(space, leaf.slot, feature), leaf.sums, growth);
}

/** The Newton step of a leaf, shrunk: `-rate * G / (H + l2)`. */
const leafValue = ({ gradient, hessian }: NodeSums, { learningRate, l2 }: Growth): number =>
  hessian + l2 === 0 ? 0 : (-learningRate * gradient) / (hessian + l2);

function sumsOf({ space: { order, pairs } }: Crew, rows: number): NodeSums {
  let gradient = 0;
  let hessian = 0;
  for (let i = 0; i < rows; i += 1) {
    const row = order[i] as number;
    gradient += pairs[2 * row] as number;
    hessian += pairs[2 * row + 1] as number;
  }
  return { gradient, hessian, rows };
}

/** Moves the rows that go left before those that go right; gives where the right ones begin. */
function part({ space, all }: Crew, { node, start, end }: Leaf, { feature, bin, categories, missingLeft }: Split): number {
  const bins = space.layout.bins[feature] as number;
  const goesLeft = space.grown.goesLeft.subarray(256 * node, 256 * node + 256).fill(0);
  if (categories) for (const category of categories) goesLeft[category] = 1;
  else {
    goesLeft.fill(1, 0, bin + 1);
    goesLeft[bins] = missingLeft ? 1 : 0;
  }
  all("partition", 2 * (end - start), node, feature, start, end);
  const { order, scratch, results, sizes } = space;
  const shares = Array.from({ length: sizes.shares }, (_, share) => {
    const [from, to] = stretch(start, end, share, sizes.shares);
    return { from, to, count: results[share * RESULTS] as number };
  });
  let middle = start;
  for (const { from, count } of shares) {
    order.copyWithin(middle, from, from + count);
    middle += count;
  }
  let right = middle;
  for (const { from, to, count } of shares) {
    order.set(scratch.subarray(from, to - count), right);
    right += to - from - count;
  }
  return middle;
}

/** Rows are counted now, where the split only judged them by their hessian. */
function childrenOf({ start, end, depth, sums }: Leaf, split: Split, middle: number): [Leaf, Leaf] {
  const left = { ...split.left, rows: middle - start };
  const right = { gradient: sums.gradient - left.gradient, hessian: sums.hessian - left.hessian, rows: end - middle };
  const child = { node: -1, depth: depth + 1, slot: -1, split: null };
  return [
    { ...child, start, end: middle, sums: left },
    { ...child, start: middle, end, sums: right },
  ];
}
