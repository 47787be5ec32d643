import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { intervalNote } from "../../src/protocol/intervals.ts";
import { isAverage } from "../../src/protocol/metrics.ts";
import { percentageNote } from "../../src/protocol/percentage-note.ts";
import { positiveNote } from "../../src/protocol/positive-class.ts";
import { unitOfRun } from "../../src/protocol/progress.ts";
import { type Run, SPLITS } from "../../src/protocol/run.ts";
import { baselineName } from "../../src/shared/baseline.ts";
import { formatInterval, formatWithin } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";
import { isFold } from "./series.ts";

/** Figures of the finished model on each split, with those of the simplest model beside them; for a script, its series. */
export function scoreTable(run: Run, evaluation: Evaluation | null): TemplateResult {
  const splits = SPLITS.filter((split) => run.scores[split] !== undefined);
  if (splits.length === 0) return seriesTable(run);
  const metrics = [...new Set(splits.flatMap((split) => Object.keys(run.scores[split] ?? {})))];
  const [averages, figures] = [metrics.filter(isAverage), metrics.filter((metric) => !isAverage(metric))];
  const note = evaluation ? intervalNote(evaluation) : "";
  const said = [evaluation ? positiveNote(evaluation) : "", percentageNote(run), note].filter(Boolean);
  const baseline = evaluation && Object.keys(evaluation.baseline).length > 0;
  return html`<section class="scores" aria-label="Scores">
    <h2>Scores</h2>
    ${figureTable("Scores on each split", figures, run, evaluation)}
    ${
      averages.length > 0
        ? html`<details class="averages">
            <summary>Averages over the classes</summary>
            ${figureTable("Averages over the classes, on each split", averages, run, evaluation)}
          </details>`
        : ""
    }
    ${baseline ? html`<p class="quiet">Baseline: ${baselineName(evaluation)}.</p>` : ""}
    ${said.map((sentence) => html`<p class="quiet">${sentence}</p>`)}
  </section>`;
}

/** With no more digits than the intervals justify. */
function figureTable(caption: string, metrics: readonly string[], { scores }: Run, evaluation: Evaluation | null): TemplateResult {
  const splits = SPLITS.filter((split) => scores[split] !== undefined);
  const { baseline = {}, intervals = {} } = evaluation ?? {};
  const [compared, known] = [Object.keys(baseline).length > 0, Object.keys(intervals).length > 0];
  const shown = (value: number | undefined, metric: string, tone: string) =>
    value === undefined ? "" : html`<span class="${tone} figure">${formatWithin(value, intervals[metric])}</span>`;
  return dataTable(caption, {
    head: ["", ...splits, ...(known ? ["test, 95 % interval"] : []), ...(compared ? ["baseline (test)"] : [])],
    rows: metrics.map((metric) => [
      metric,
      ...splits.map((split) => shown(scores[split]?.[metric], metric, "metric")),
      ...(known ? [html`<span class="quiet figure">${formatInterval(intervals[metric])}</span>`] : []),
      ...(compared ? [shown(baseline[metric], metric, "quiet")] : []),
    ]),
  });
}

function seriesTable({ metrics, status, params }: Run): TemplateResult {
  const unit = unitOfRun(params);
  const rows = Object.entries(metrics)
    .filter(([metric]) => !isFold(metric))
    .map(([metric, { last, best, bestStep, steps }]) => [metric, last, best, bestStep, steps]);
  if (rows.length === 0) return html``;
  return html`<section class="scores" aria-label="Metrics">
    <h2>${status === "RUNNING" ? "So far" : "Metrics"}</h2>
    ${dataTable("Metrics", { head: ["", "last", "best", `at ${unit}`, `${unit}s`], rows })}
  </section>`;
}
