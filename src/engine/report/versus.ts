import type { Evaluation } from "../../protocol/evaluation.ts";
import type { FigureDifference, Versus } from "../../protocol/report.ts";
import { isSupervised } from "../../protocol/task.ts";
import { baselineName } from "../../shared/baseline.ts";
import { formatNumber, formatScore } from "../../shared/format.ts";
import { baselinePredictions } from "../evaluate/baseline.ts";
import { comparedOf, type KeptPredictions, sameRows } from "../evaluate/kept-predictions.ts";
import { comparePaired, differences } from "../evaluate/versus.ts";

/** One side of a comparison: what was kept of a run. `predictions` is null where none were. */
export interface Side {
  evaluation: Evaluation | null;
  predictions: KeptPredictions | null;
}

/** With the simplest model: the majority class, or the mean. Null without figures of it. */
export function versusBaseline({ evaluation, predictions }: Side): Versus | null {
  if (!evaluation || !isSupervised(evaluation.task) || Object.keys(evaluation.baseline).length === 0) return null;
  const name = baselineName(evaluation);
  const own = predictions && comparedOf(predictions);
  const figures = own
    ? comparePaired(own, { ...own, predictions: baselinePredictions(own.target, own.actual.length) })
    : differences(evaluation.task, evaluation.metrics, evaluation.baseline);
  return versus({ with: "baseline", name, run: null }, figures, own ? undefined : UNPAIRED);
}

/** With the champion of the experiment. Null where one of the two has no figures. */
export function versusChampion(own: Side, champion: Side & { run: string; name: string }): Versus | null {
  const { evaluation } = own;
  if (!evaluation || !champion.evaluation || !isSupervised(evaluation.task) || champion.evaluation.task !== evaluation.task) return null;
  const about = { with: "champion", name: champion.name, run: champion.run } as const;
  const paired = own.predictions && champion.predictions && sameRows(own.predictions, champion.predictions);
  if (paired) {
    const figures = comparePaired(comparedOf(own.predictions as KeptPredictions), comparedOf(champion.predictions as KeptPredictions));
    return versus(about, figures);
  }
  const why = own.predictions && champion.predictions ? "The two were tested on different rows" : UNPAIRED;
  return versus(about, differences(evaluation.task, evaluation.metrics, champion.evaluation.metrics), why);
}

const UNPAIRED = "The predictions of the test rows were not kept";

function versus(about: Pick<Versus, "with" | "name" | "run">, figures: FigureDifference[], why?: string): Versus | null {
  const [first] = figures;
  if (!first) return null;
  const caveat = why === undefined ? {} : { caveat: `${why}, so the figures are compared as they stand, without intervals.` };
  return { ...about, figures, sentence: sentenceOf(about, first), ...caveat };
}

function sentenceOf(
  { with: rival, name }: Pick<Versus, "with" | "name">,
  { metric, value, other, difference, interval, verdict }: FigureDifference,
): string {
  const whom = rival === "baseline" ? `the baseline (${name})` : `the champion ${name}`;
  // "Better by" counts up whichever way the figure goes.
  const [low, high] = verdict === "level" || difference > 0 ? (interval ?? []) : (interval ?? []).map((end) => -end).reverse();
  const range = low === undefined ? "" : ` (95 %: ${formatNumber(low, 3)} to ${formatNumber(high, 3)})`;
  const figures = `${metric} ${formatScore(value)} against ${formatScore(other)}`;
  const by = `by ${formatNumber(Math.abs(difference), 3)}`;
  if (verdict === "level")
    return difference === 0
      ? `The same as ${whom}: ${figures}.`
      : `No clear difference to ${whom}: ${figures}, a difference of ${formatNumber(difference, 3)}${range}.`;
  return `${verdict === "better" ? "Better" : "Worse"} than ${whom} ${by}${range}: ${figures}.`;
}
