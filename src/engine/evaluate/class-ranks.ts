import type { Counts } from "./counts.ts";
import { rankScores } from "./ranking.ts";

/** How one class is told from the others by its score. */
export interface ClassRanks {
  /** Rows of each class. */
  totals: Float64Array;
  /** For each other class, the pairs with a row of the class itself in which that row has the higher score; a tie is half a pair. */
  pairs: Float64Array;
  /** The sum of precision times the step in recall, without interpolation; NaN where the class does not occur. */
  averagePrecision: number;
}

/** Sorts once; then any counts of the rows take one pass. `actual` are class indices, `scores` speak for class `own` and are overwritten. */
export function rankClass(actual: ArrayLike<number>, scores: Float64Array, own: number, classes: number): (counts: Counts) => ClassRanks {
  const { order, ends } = rankScores(scores);
  return countingRanks({ order, ends, labels: labelsOf(actual, order) }, own, classes);
}

interface Ranked {
  order: Uint32Array;
  ends: Uint32Array;
  /** Classes, in this order. */
  labels: Uint16Array;
}

function countingRanks({ order, ends, labels }: Ranked, own: number, classes: number): (counts: Counts) => ClassRanks {
  return (counts) => {
    const totals = new Float64Array(classes);
    const pairs = new Float64Array(classes);
    let [at, seen, precisions] = [0, 0, 0];
    for (const end of ends) {
      const above = totals[own] as number;
      const from = at;
      for (; at < end; at += 1) seen += bump(totals, labels[at] as number, counts === null ? 1 : (counts[order[at] as number] as number));
      const hits = totals[own] as number;
      if (hits > above) precisions += ((hits - above) * hits) / seen;
      for (let tied = from; tied < end; tied += 1)
        bump(pairs, labels[tied] as number, ((above + hits) / 2) * (counts === null ? 1 : (counts[order[tied] as number] as number)));
    }
    pairs[own] = 0;
    return { totals, pairs, averagePrecision: precisions / (totals[own] as number) };
  };
}

function labelsOf(actual: ArrayLike<number>, order: Uint32Array): Uint16Array {
  const labels = new Uint16Array(order.length);
  for (let i = 0; i < labels.length; i += 1) labels[i] = actual[order[i] as number] as number;
  return labels;
}

/** Area under the ROC curve of the class against all others; NaN unless both occur. */
export function areaAgainstRest({ totals, pairs }: ClassRanks, own: number): number {
  const [positives, all] = [totals[own] as number, sum(totals)];
  return sum(pairs) / (positives * (all - positives));
}

/** The same against each other class alone, on the rows of the two (Hand and Till's A(own|other)). */
export const areasAgainstEach = ({ totals, pairs }: ClassRanks, own: number): number[] =>
  Array.from(pairs, (area, k) => area / ((totals[own] as number) * (totals[k] as number))).filter((_, k) => k !== own);

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

function bump(sums: Float64Array, at: number, by: number): number {
  sums[at] = (sums[at] as number) + by;
  return by;
}
