import type { CurveSeries, RunSummary } from "../../src/protocol/run.ts";
import { formatNumber, plural } from "../../src/shared/format.ts";
import { type Family, isValidation } from "./series.ts";
import { unitOfRuns } from "./unit.ts";

/** What a chart shows, in words: each series' last and best value; of folds how far they are apart, for the table has the rest. */
export function familySentence({ series, folds }: Family, runs: readonly RunSummary[]): string {
  if (folds) return foldsSentence(series);
  const unit = unitOfRuns(runs);
  const parts = series.map(({ run, metric, values }) => {
    const of = runs.find(({ id }) => id === run);
    const summary = of?.metrics[metric];
    const name = runs.length > 1 ? `${of?.name ?? run} ${metric}` : metric;
    const last = formatNumber(summary?.last ?? values.at(-1));
    return summary
      ? `${name} ${last} (best ${formatNumber(summary.best)}, ${unit} ${summary.bestStep.toLocaleString("en-US")})`
      : `${name} ${last}`;
  });
  return parts.length > 6 ? `${plural(parts.length, "series", "series")} of ${plural(runs.length, "run")}.` : `${parts.join("; ")}.`;
}

function foldsSentence(series: readonly CurveSeries[]): string {
  const judged = series.filter(isValidation);
  const last = (judged.length > 0 ? judged : series).map(({ values }) => values.at(-1) ?? Number.NaN).filter(Number.isFinite);
  const ends =
    last.length === 0
      ? ""
      : ` ${judged.length > 0 ? "Validation" : "Training"} ends between ${formatNumber(Math.min(...last))} and ${formatNumber(Math.max(...last))}.`;
  return `Thick: the mean. Dotted: training.${ends}`;
}
