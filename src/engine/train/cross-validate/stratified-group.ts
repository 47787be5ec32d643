import type { Assignment } from "./assign.ts";

/**
 * scikit-learn's `StratifiedGroupKFold`, unshuffled: groups of the most uneven classes first, each to the fold that leaves every
 * class spread most evenly over the folds. `classes` and `groups`: for each row, from 0.
 */
export function stratifiedGroupKFold(classes: ArrayLike<number>, groups: ArrayLike<number>, folds: number): Assignment {
  const { counts, totals } = tally(classes, groups);
  const spread = counts.map(deviation);
  const order = [...counts.keys()].sort((a, b) => (spread[b] as number) - (spread[a] as number));
  const held = Array.from({ length: folds }, () => new Float64Array(totals.length));
  const foldOf = new Int32Array(counts.length);
  for (const group of order) {
    const own = counts[group] as Float64Array;
    const best = bestFold(held, own, totals);
    add(held[best] as Float64Array, own, 1);
    foldOf[group] = best;
  }
  return Int32Array.from(groups, (group) => foldOf[group] as number);
}

function tally(classes: ArrayLike<number>, groups: ArrayLike<number>): { counts: Float64Array[]; totals: Float64Array } {
  const width = Array.from(classes).reduce((a, b) => Math.max(a, b), -1) + 1;
  const totals = new Float64Array(width);
  const counts: Float64Array[] = [];
  for (let row = 0; row < groups.length; row += 1) {
    const [group, k] = [groups[row] as number, classes[row] as number];
    counts[group] ??= new Float64Array(width);
    const own = counts[group];
    own[k] = (own[k] as number) + 1;
    totals[k] = (totals[k] as number) + 1;
  }
  return { counts, totals };
}

function bestFold(held: readonly Float64Array[], own: Float64Array, totals: Float64Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [fold, counts] of held.entries()) {
    add(counts, own, 1);
    const uneven = mean(Array.from(totals, (total, k) => deviation(held.map((one) => (one[k] as number) / total))));
    add(counts, own, -1);
    const rows = counts.reduce((a, b) => a + b, 0);
    if (uneven < least || (isClose(uneven, least) && rows < fewest)) [best, least, fewest] = [fold, uneven, rows];
  }
  return best;
}

/** numpy's `isclose` at its defaults. */
const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);

function add(to: Float64Array, counts: Float64Array, sign: 1 | -1): void {
  for (let k = 0; k < to.length; k += 1) to[k] = (to[k] as number) + sign * (counts[k] as number);
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Population standard deviation. */
function deviation(values: ArrayLike<number>): number {
  const all = Array.from(values);
  const center = mean(all);
  return Math.sqrt(mean(all.map((value) => (value - center) * (value - center))));
}
