import type { BinSums } from "./bin-sums.ts";

/** How a node is parted in two. */
export interface Split {
  feature: number;
  /** What it takes from the impurity, times the weight of the node. */
  gain: number;
  /** Numbers: the last bin that goes left. */
  bin: number;
  /** Numbers: the first bin of the node that goes right; null: none does. */
  above: number | null;
  /** Categories: those that go left; null for numbers. */
  categories: number[] | null;
  missingLeft: boolean;
}

/** One feature of a node: what its rows come to, bin by bin. */
export interface Question {
  feature: number;
  categorical: boolean;
  /** The bin of missing values. */
  missing: number;
  bins: BinSums;
  /** Bins that are there, ascending. */
  present: Uint16Array;
  /** Sums of the whole node, laid out as a bin's. */
  node: Float64Array;
  minRowsPerLeaf: number;
}

/**
 * The best split of a node by one feature: least Gini impurity, or least variance (Breiman and others 1984), both of which
 * are the greatest `sum SL^2 / WL + sum SR^2 / WR`. Null where none leaves enough rows on both sides.
 */
export const bestSplit = (question: Question): Split | null => (question.categorical ? byCategory(question) : byNumber(question));

/** `sum S^2 / W` of sums that begin at `at`. */
function purity(sums: Float64Array, at: number, stride: number): number {
  let squares = 0;
  for (let i = at + 2; i < at + stride; i += 1) squares += (sums[i] as number) ** 2;
  return squares / (sums[at + 1] as number);
}

/** Missing is tried on either side; where the node has none, it goes with the many. */
function byNumber(question: Question): Split | null {
  const { feature, present, missing } = question;
  const hasMissing = present[present.length - 1] === missing;
  const numbers = [...(hasMissing ? present.subarray(0, -1) : present)];
  const right = bestCut(question, hasMissing ? [...numbers, missing] : numbers, 0);
  const left = hasMissing ? bestCut(question, [missing, ...numbers], 1) : null;
  const missingLeft = left !== null && (right === null || left.gain > right.gain);
  const cut = missingLeft ? left : right;
  if (!cut) return null;
  const last = cut.place - (missingLeft ? 1 : 0);
  const [bin, above = null] = [numbers[last] as number, numbers[last + 1]];
  return { feature, gain: cut.gain, bin, above, categories: null, missingLeft: hasMissing ? missingLeft : cut.mostLeft };
}

/** Categories in the order of their mean target, or of the share of the node's most frequent class, are parted like numbers (Fisher 1958). */
function byCategory(question: Question): Split | null {
  const { feature, present, missing, node, bins } = question;
  const { sums, stride } = bins;
  let frequent = 2;
  for (let i = 3; i < stride; i += 1) if ((node[i] as number) > (node[frequent] as number)) frequent = i;
  const mean = (bin: number) => (sums[bin * stride + frequent] as number) / (sums[bin * stride + 1] as number);
  const order = [...present].sort((a, b) => mean(a) - mean(b) || a - b);
  const cut = bestCut(question, order, 0);
  if (!cut) return null;
  const categories = order.slice(0, cut.place + 1).sort((a, b) => a - b);
  const missingLeft = present[present.length - 1] === missing ? categories.includes(missing) : cut.mostLeft;
  return { feature, gain: cut.gain, bin: -1, above: null, categories, missingLeft };
}

interface Cut {
  gain: number;
  /** The last of the order that goes left. */
  place: number;
  mostLeft: boolean;
}

/** The best place to cut an order of bins, from `first` on. */
function bestCut({ bins, node, minRowsPerLeaf }: Question, order: readonly number[], first: number): Cut | null {
  const { sums, stride } = bins;
  const left = new Float64Array(stride);
  const right = node.slice();
  let best: Cut | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < order.length - 1; place += 1) {
    const at = (order[place] as number) * stride;
    for (let i = 0; i < stride; i += 1) {
      const added = sums[at + i] as number;
      left[i] = (left[i] as number) + added;
      right[i] = (right[i] as number) - added;
    }
    if (place < first || (left[0] as number) < minRowsPerLeaf) continue;
    if ((right[0] as number) < minRowsPerLeaf) break;
    const worth = purity(left, 0, stride) + purity(right, 0, stride);
    if (!(worth > most)) continue;
    most = worth;
    best = { gain: 0, place, mostLeft: (left[0] as number) > (right[0] as number) };
  }
  return best && { ...best, gain: Math.max(0, most - purity(node, 0, stride)) };
}
