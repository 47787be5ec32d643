import { type Random, randomFrom } from "../train/random.ts";
import type { Tree } from "../trees/tree.ts";
import { BinSums } from "./bin-sums.ts";
import { bootstrap } from "./bootstrap.ts";
import { bestSplit, type Split } from "./split.ts";
import { missingBin, type Table } from "./table.ts";
import { TreeArrays } from "./tree-arrays.ts";

export interface GrowRules {
  /** 0: no limit. */
  maxDepth: number;
  minRowsPerLeaf: number;
  /** Features that a node asks, drawn anew; more where these are all constant. */
  featuresANode: number;
}

/** What one tree is grown with; rows are `order[start..end)` of its nodes. */
interface Growing {
  table: Table;
  rules: GrowRules;
  random: Random;
  order: Uint32Array;
  scratch: Uint32Array;
  /** Times drawn, times what the row counts for. */
  weights: Float64Array;
  bins: BinSums;
  features: Int32Array;
}

interface Place {
  start: number;
  end: number;
  depth: number;
  parent: number;
  side: "left" | "right";
}

/** Which rows the tree of a seed learns from: the same whoever asks. */
export const drawnFor = (seed: number, rows: number): Uint32Array => bootstrap(rows, randomFrom(seed, "trees"));

/** Grows one tree of a random forest (Breiman 2001) on a bootstrap sample, until leaves are pure or the rules forbid more. */
export function growTree(table: Table, rules: GrowRules, seed: number): Tree {
  const growing = begin(table, rules, seed);
  const arrays = new TreeArrays(table.binnings, table.width);
  const open: Place[] = [{ start: 0, end: growing.order.length, depth: 0, parent: -1, side: "left" }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { sums, pure, values } = summary(growing, place);
    const node = arrays.add(values, place.end - place.start);
    if (place.parent >= 0) arrays.hang(place.parent, place.side, node);
    const mayPart = !pure && (rules.maxDepth === 0 || place.depth < rules.maxDepth) && place.end - place.start >= 2 * rules.minRowsPerLeaf;
    const split = mayPart ? findSplit(growing, place, sums) : null;
    if (!split) continue;
    arrays.split(node, split);
    const middle = part(growing, place, split);
    const child = { depth: place.depth + 1, parent: node };
    open.push({ ...child, start: middle, end: place.end, side: "right" }, { ...child, start: place.start, end: middle, side: "left" });
  }
  return arrays.tree();
}

function begin(table: Table, rules: GrowRules, seed: number): Growing {
  const drawn = drawnFor(seed, table.rows);
  const order = new Uint32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row += 1) {
    if (drawn[row] === 0) continue;
    order[count] = row;
    count += 1;
  }
  return {
    table,
    rules,
    // Of its own: what follows the drawing of rows must not depend on how these are drawn.
    random: randomFrom(seed, "features"),
    order: order.subarray(0, count),
    scratch: new Uint32Array(count),
    weights: Float64Array.from(drawn, (times, row) => times * (table.weights[row] as number)),
    bins: new BinSums(table.width),
    features: Int32Array.from(table.columns, (_, feature) => feature),
  };
}

/** Sums of a node as `BinSums` lays them out, whether there is nothing to part, and what a leaf would say. */
function summary({ table: { targets, width }, order, weights }: Growing, { start, end }: Place) {
  const sums = new Float64Array(width + 2);
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = start; i < end; i += 1) {
    const row = order[i] as number;
    const weight = weights[row] as number;
    const target = targets[row] as number;
    if (target < least) least = target;
    if (target > greatest) greatest = target;
    sums[1] = (sums[1] as number) + weight;
    const place = 2 + (width === 1 ? 0 : target);
    sums[place] = (sums[place] as number) + (width === 1 ? weight * target : weight);
  }
  sums[0] = end - start;
  const means = Array.from(sums.subarray(2), (sum) => sum / (sums[1] as number));
  // A mean lies between its rows' targets, rounded or not.
  const values = width === 1 ? means.map((value) => Math.min(greatest, Math.max(least, value))) : means;
  return { sums, pure: least === greatest, values };
}

/** The best split by features drawn at random; constant ones do not count, so that a node is parted where it can be. */
function findSplit(growing: Growing, { start, end }: Place, node: Float64Array): Split | null {
  const { table, rules, random, order, weights, bins, features } = growing;
  let best: Split | null = null;
  for (let asked = 0; asked < features.length && (asked < rules.featuresANode || best === null); asked += 1) {
    const other = asked + random.below(features.length - asked);
    const feature = features[other] as number;
    features[other] = features[asked] as number;
    features[asked] = feature;
    const present = bins.fill(table, feature, order, weights, start, end);
    if (present.length < 2) continue;
    const categorical = table.binnings[feature]?.kind === "category";
    const missing = missingBin(table, feature);
    const split = bestSplit({ feature, categorical, missing, bins, present, node, minRowsPerLeaf: rules.minRowsPerLeaf });
    if (split && split.gain > (best?.gain ?? -1)) best = split;
  }
  return best;
}

/** Moves the rows that go left before those that go right, keeping their order; gives where the right ones begin. */
function part({ table, order, scratch }: Growing, { start, end }: Place, split: Split): number {
  const goesLeft = new Uint8Array(256);
  if (split.categories) for (const category of split.categories) goesLeft[category] = 1;
  else {
    goesLeft.fill(1, 0, split.bin + 1);
    goesLeft[missingBin(table, split.feature)] = split.missingLeft ? 1 : 0;
  }
  const bins = table.columns[split.feature] as Uint8Array;
  let left = start;
  let right = 0;
  for (let i = start; i < end; i += 1) {
    const row = order[i] as number;
    if (goesLeft[bins[row] as number] === 1) {
      order[left] = row;
      left += 1;
    } else {
      scratch[right] = row;
      right += 1;
    }
  }
  order.set(scratch.subarray(0, right), left);
  return left;
}
