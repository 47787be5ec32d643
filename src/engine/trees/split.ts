/** What a split must hold, and what it costs. */
export interface SplitRules {
  minRowsPerLeaf: number;
  /** Least sum of hessians of a leaf. */
  minHessian: number;
  l2: number;
  /** Least gain of a split. */
  minGain: number;
}

/** Sums over the rows of a node. */
export interface NodeSums {
  gradient: number;
  hessian: number;
  rows: number;
}

export interface Split {
  feature: number;
  gain: number;
  /** Numbers: the last bin that goes left. Categories: the bins that go left, missing's among them where it does. */
  bin: number;
  categories: number[] | null;
  missingLeft: boolean;
  left: NodeSums;
}

/** Categories are smoothed by so much hessian and punished by so much more L2, as LightGBM's `cat_smooth` and `cat_l2`. */
const CATEGORY_SMOOTH = 10;
const CATEGORY_L2 = 10;
/** Rarer categories than this say too little to be sorted by. LightGBM's `min_data_per_group` is 100 rows. */
const CATEGORY_ROWS = 10;
/** Up to so many categories are tried one against the rest, as LightGBM's `max_cat_to_onehot`. */
const ONE_AGAINST_REST = 4;
/** A split names at most so many categories, as LightGBM's `max_cat_threshold`. */
const MOST_CATEGORIES = 32;

/** Where the bins of a feature stand. */
export interface FeatureBins {
  histogram: Float64Array;
  feature: number;
  offset: number;
  /** Without that of missing values. */
  bins: number;
  categorical: boolean;
}

/**
 * The best split of a node by one feature, by second-order gain: `GL^2 / (HL + l2) + GR^2 / (HR + l2) - G^2 / (H + l2)`
 * (Chen and Guestrin 2016, equation 7, without its factor of a half). Null where none is allowed or gains anything.
 */
export const bestSplit = (bins: FeatureBins, node: NodeSums, rules: SplitRules): Split | null =>
  bins.categorical ? bestCategories(bins, node, rules) : bestThreshold(bins, node, rules);

/** Rows are not counted by bin: they are judged by the share of the hessian, as LightGBM does. One row there is wherever there is a hessian. */
const rowsOf = (hessian: number, node: NodeSums): number => Math.max(1, Math.round((hessian * node.rows) / node.hessian));

/** The least hessian that counts as so many rows. */
const leastHessian = (rows: number, node: NodeSums): number => (rows <= 1 ? 0 : ((rows - 0.5) * node.hessian) / node.rows);

function bestThreshold(
  { histogram, offset, bins, feature }: FeatureBins,
  node: NodeSums,
  { minRowsPerLeaf, minHessian, l2, minGain }: SplitRules,
): Split | null {
  const missingGradient = histogram[offset + 2 * bins] as number;
  const missingHessian = histogram[offset + 2 * bins + 1] as number;
  const hasMissing = missingHessian > 0;
  const score = (node.gradient * node.gradient) / (node.hessian + l2);
  const least = Math.max(minHessian, leastHessian(minRowsPerLeaf, node));
  let bestGain = minGain;
  let bestBin = -1;
  let bestLeft = false;
  let bestGradient = 0;
  let bestHessian = 0;
  for (let direction = 0; direction < (hasMissing ? 2 : 1); direction += 1) {
    let gradient = direction === 1 ? missingGradient : 0;
    let hessian = direction === 1 ? missingHessian : 0;
    // With missing on the right, all that is there may go left.
    const last = hasMissing && direction === 0 ? bins : bins - 1;
    for (let bin = 0; bin < last; bin += 1) {
      const added = histogram[offset + 2 * bin + 1] as number;
      gradient += histogram[offset + 2 * bin] as number;
      hessian += added;
      if (added === 0) continue; // the same split as before it
      const restHessian = node.hessian - hessian;
      if (hessian < least) continue;
      if (restHessian < least) break;
      const rest = node.gradient - gradient;
      const gain = (gradient * gradient) / (hessian + l2) + (rest * rest) / (restHessian + l2) - score;
      if (!(gain > bestGain)) continue;
      bestGain = gain;
      bestBin = bin;
      bestLeft = direction === 1;
      bestGradient = gradient;
      bestHessian = hessian;
    }
  }
  if (bestBin < 0) return null;
  const left = { gradient: bestGradient, hessian: bestHessian, rows: rowsOf(bestHessian, node) };
  // What training never saw missing goes with the many, as in scikit-learn.
  const missingLeft = hasMissing ? bestLeft : left.rows > node.rows - left.rows;
  return { feature, gain: bestGain, bin: bestBin, categories: null, missingLeft, left };
}

/** Categories in the order of their mean gradient can be parted like numbers (Fisher 1958); missing is one of them. */
function bestCategories({ histogram, offset, bins, feature }: FeatureBins, node: NodeSums, rules: SplitRules): Split | null {
  const gradientOf = (bin: number) => histogram[offset + 2 * bin] as number;
  const hessianOf = (bin: number) => histogram[offset + 2 * bin + 1] as number;
  const seen = Array.from({ length: bins + 1 }, (_, bin) => bin).filter((bin) => hessianOf(bin) > 0);
  if (seen.length < 2) return null;
  const score = (node.gradient * node.gradient) / (node.hessian + rules.l2);
  const few = seen.length <= ONE_AGAINST_REST;
  const l2 = few ? rules.l2 : rules.l2 + CATEGORY_L2;
  const usual = few ? seen : seen.filter((bin) => rowsOf(hessianOf(bin), node) >= CATEGORY_ROWS);
  const means = usual.map((bin) => gradientOf(bin) / (hessianOf(bin) + CATEGORY_SMOOTH));
  const sorted = usual.map((_, i) => i).sort((a, b) => (means[a] as number) - (means[b] as number) || a - b);
  const ascending = sorted.map((i) => usual[i] as number);
  const orders = few ? ascending.map((bin) => [bin]) : [ascending.slice(0, MOST_CATEGORIES), ascending.slice(-MOST_CATEGORIES).reverse()];
  let best: Split | null = null;
  for (const order of orders) {
    let gradient = 0;
    let hessian = 0;
    for (const [place, bin] of order.entries()) {
      gradient += gradientOf(bin);
      hessian += hessianOf(bin);
      const restHessian = node.hessian - hessian;
      const rest = node.gradient - gradient;
      const rows = rowsOf(hessian, node);
      if (rows < rules.minRowsPerLeaf || hessian < rules.minHessian) continue;
      if (node.rows - rows < rules.minRowsPerLeaf || restHessian < rules.minHessian) break;
      const gain = (gradient * gradient) / (hessian + l2) + (rest * rest) / (restHessian + l2) - score;
      if (!(gain > (best?.gain ?? rules.minGain))) continue;
      const categories = order.slice(0, place + 1).sort((a, b) => a - b);
      best = { feature, gain, bin: -1, categories, missingLeft: categories.includes(bins), left: { gradient, hessian, rows } };
    }
  }
  return best;
}
