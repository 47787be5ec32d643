import { byFallingValue, wordsOf } from "./order.ts";

/** What lies at or above each distinct score, scores falling. */
export interface Thresholds {
  scores: Float64Array;
  /** True and false positives down to each score. */
  tps: Uint32Array;
  fps: Uint32Array;
}

/** Ties share one threshold. `positive` tells which rows are of the class that high scores speak for. */
export function thresholdsOf(positive: ArrayLike<boolean | number>, scores: Float64Array): Thresholds {
  const { order, ends } = rankScores(scores.slice());
  const tps = new Uint32Array(ends.length);
  let [at, hits] = [0, 0];
  for (let i = 0; i < ends.length; i += 1) {
    for (; at < (ends[i] as number); at += 1) if (positive[order[at] as number]) hits += 1;
    tps[i] = hits;
  }
  const fps = tps.map((tp, i) => (ends[i] as number) - tp);
  const cuts = new Float64Array(ends.length);
  for (let i = 0; i < cuts.length; i += 1) cuts[i] = scores[order[(ends[i] as number) - 1] as number] as number;
  return { scores: cuts, tps, fps };
}

/** Rows by falling score; `ends` are the positions after the last row of each distinct score. Overwrites `scores`. */
export function rankScores(scores: Float64Array): { order: Uint32Array; ends: Uint32Array } {
  const order = byFallingValue(scores);
  const words = wordsOf(scores);
  const isEnd = (end: number) => {
    const [row, next] = [2 * (order[end - 1] as number), 2 * (order[end] as number)];
    return end === order.length || words[row] !== words[next] || words[row + 1] !== words[next + 1];
  };
  let count = 0;
  for (let end = 1; end <= order.length; end += 1) if (isEnd(end)) count += 1;
  const ends = new Uint32Array(count);
  for (let [end, i] = [1, 0]; i < count; end += 1) {
    if (!isEnd(end)) continue;
    ends[i] = end;
    i += 1;
  }
  return { order, ends };
}

/** Area under the ROC curve, by trapezoids; NaN unless both classes occur. */
export function rocAuc({ tps, fps }: Thresholds): number {
  const [positives, negatives] = [tps.at(-1) ?? 0, fps.at(-1) ?? 0];
  let area = 0;
  for (let i = 0; i < tps.length; i += 1) {
    const [tp, fp] = [tps[i] as number, fps[i] as number];
    const [lastTp, lastFp] = i === 0 ? [0, 0] : [tps[i - 1] as number, fps[i - 1] as number];
    area += ((fp - lastFp) * (tp + lastTp)) / 2;
  }
  return positives === 0 || negatives === 0 ? Number.NaN : area / (positives * negatives);
}

/** Average precision: the sum of precision times the step in recall, without interpolation; NaN without positives. */
export function averagePrecision({ tps, fps }: Thresholds): number {
  const positives = tps.at(-1) ?? 0;
  let sum = 0;
  for (let i = 0; i < tps.length; i += 1) {
    const tp = tps[i] as number;
    const step = tp - (i === 0 ? 0 : (tps[i - 1] as number));
    if (step > 0) sum += (step * tp) / (tp + (fps[i] as number));
  }
  return positives === 0 ? Number.NaN : sum / positives;
}
