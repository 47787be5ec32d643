import type { Costs, ThresholdTable } from "../../protocol/analyses.ts";
import type { Thresholds } from "./ranking.ts";
import { evenIndices } from "./roc-curve.ts";

const MOST = 200;

/** One place to cut: rows with a probability of `at` and above are taken for the class. */
interface Cut {
  at: number;
  tp: number;
  fp: number;
}

/** Confusion counts by threshold, and the thresholds that are best: of equal ones the highest. */
export function thresholdTable({ scores, tps, fps }: Thresholds, costs: Costs): ThresholdTable {
  const [positives, negatives] = [tps.at(-1) ?? 0, fps.at(-1) ?? 0];
  const none: Cut = { at: (scores[0] ?? 0) < 1 ? 1 : 2, tp: 0, fp: 0 };
  const all = scores.length + 1;
  const cutAt = (i: number): Cut => (i === 0 ? none : { at: scores[i - 1] as number, tp: tps[i - 1] as number, fp: fps[i - 1] as number });
  const bestBy = (by: ThresholdTable["best"][number]["by"], merit: (cut: Cut) => number, value = merit) => {
    let cut = none;
    let most = merit(none);
    for (let i = 1; i < all; i += 1) {
      const one = cutAt(i);
      const its = merit(one);
      if (!(its > most)) continue;
      cut = one;
      most = its;
    }
    return { by, threshold: cut.at, value: value(cut), cut };
  };
  const cost = ({ tp, fp }: Cut) => fp * costs.falsePositive + (positives - tp) * costs.falseNegative;
  const found = [
    ...(positives > 0 ? [bestBy("f1", ({ tp, fp }) => (2 * tp) / (tp + fp + positives))] : []),
    ...(positives > 0 && negatives > 0 ? [bestBy("youden", ({ tp, fp }) => tp / positives - fp / negatives)] : []),
    bestBy("cost", (cut) => -cost(cut), cost),
  ];
  const half: Cut = { ...cutAt(scores.findLastIndex((at) => at >= 0.5) + 1), at: 0.5 };
  const few = evenIndices(all, Math.min(all, MOST)).map(cutAt);
  const shown = [...new Map([...few, ...found.map(({ cut }) => cut), half].map((cut) => [cut.at, cut])).values()].sort(
    (a, b) => b.at - a.at,
  );
  return {
    at: shown.map(({ at }) => at),
    truePositives: shown.map(({ tp }) => tp),
    falsePositives: shown.map(({ fp }) => fp),
    costs,
    best: found.map(({ cut: _, ...best }) => best),
  };
}
