import { shownMetrics } from "../../protocol/metrics.ts";
import { positiveNote } from "../../protocol/positive-class.ts";
import { SPLITS } from "../../protocol/run.ts";
import { formatNumber, plural } from "../../shared/format.ts";
import { table, text } from "../report/markdown/table.ts";
import { type CardFacts, unknown } from "./facts.ts";

export function metricsSection(facts: CardFacts): string[] {
  return ["## Metrics", "", ...figures(facts), ...crossValidated(facts), ...classes(facts), ...gates(facts)];
}

/** Each figure on each split, of the test split with its interval, beside the simplest model. */
function figures({ run, evaluation, versus }: CardFacts): string[] {
  const splits = SPLITS.filter((split) => run.scores[split]);
  const names = shownMetrics([...new Set(splits.flatMap((split) => Object.keys(run.scores[split] ?? {})))]);
  if (names.length === 0) return [...unknown("the run has no figures of a finished model."), ...series(run.metrics)];
  const intervals = evaluation?.intervals ?? {};
  const baseline = evaluation?.baseline ?? {};
  const rows = names.map((name) => [
    name,
    ...splits.map((split) => run.scores[split]?.[name]),
    intervals[name]?.map((value) => formatNumber(value)).join(" to "),
    baseline[name],
  ]);
  const positive = evaluation ? positiveNote(evaluation) : "";
  const on = evaluation ? ` The test split has ${plural(evaluation.rows, "row")}.` : "";
  const resampled = evaluation?.resamples ? ` Intervals: 95 %, percentile bootstrap of ${plural(evaluation.resamples, "resample")}.` : "";
  return [
    `The model learnt from the training split alone, and its figures on the test split are of rows held out from training.${on}${resampled}`,
    "",
    ...table(["figure", ...splits, "95 % interval (test)", "baseline (test)"], rows),
    ...(positive ? [text(positive), ""] : []),
    ...(versus ?? []).flatMap(({ sentence }) => [`- ${text(sentence)}`]),
    "",
    ...(Object.keys(intervals).length === 0 ? unknown("how sure the figures are; the run has no intervals.") : []),
  ];
}

/** What was logged while training: all there is of a script. */
function series(metrics: CardFacts["run"]["metrics"]): string[] {
  return table(
    ["logged while training", "last", "best", "at"],
    Object.entries(metrics).map(([name, { last, best, bestStep }]) => [name, last, best, bestStep]),
  );
}

function crossValidated({ run }: CardFacts): string[] {
  const found = run.crossValidation;
  if (!found) return [];
  const times = found.repeats > 1 ? `, ${found.repeats} times` : "";
  return [
    `Cross-validation (${found.method}, ${plural(found.folds, "fold")}${times}, seed ${found.seed}):`,
    "",
    ...table(
      ["figure", "mean", "deviation"],
      shownMetrics(Object.keys(found.metrics)).map((name) => [name, found.metrics[name]?.mean, found.metrics[name]?.std]),
    ),
  ];
}

function classes({ evaluation }: CardFacts): string[] {
  return table(
    ["class (test)", "precision", "recall", "f1-score", "support"],
    (evaluation?.classes ?? []).map(({ label, precision, recall, f1, support }) => [label, precision, recall, f1, support]),
  );
}

function gates({ run }: CardFacts): string[] {
  const rows = (run.gates ?? []).map(({ gate, passed, sentence }) => [gate, passed ? "passed" : "failed", sentence]);
  return table(["gate", "", ""], rows);
}
