import type { Costs, ThresholdTable } from "../../protocol/analyses.ts";
import type { Thresholds } from "./ranking.ts";
import { evenly } from "./roc-curve.ts";

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
  const cuts = Array.from(scores, (at, i): Cut => ({ at, tp: tps[i] as number, fp: fps[i] as number }));
  const none: Cut = { at: (scores[0] ?? 0) < 1 ? 1 : 2, tp: 0, fp: 0 };
  const all = [none, ...cuts];
  const bestBy = (by: ThresholdTable["best"][number]["by"], merit: (cut: Cut) => number, value = merit) => {
    const cut = all.reduce((best, one) => (merit(one) > merit(best) ? one : best));
    return { by, threshold: cut.at, value: value(cut), cut };
  };
  const cost = ({ tp, fp }: Cut) => fp * costs.falsePositive + (positives - tp) * costs.falseNegative;
  const found = [
    ...(positives > 0 ? [bestBy("f1", ({ tp, fp }) => (2 * tp) / (tp + fp + positives))] : []),
    ...(positives > 0 && negatives > 0 ? [bestBy("youden", ({ tp, fp }) => tp / positives - fp / negatives)] : []),
    bestBy("cost", (cut) => -cost(cut), cost),
  ];
  const half: Cut = { ...(cuts.filter(({ at }) => at >= 0.5).at(-1) ?? none), at: 0.5 };
  const few = all.length <= MOST ? all : evenly(all, MOST);
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
