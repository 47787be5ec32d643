import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { unitOf } from "../../src/protocol/progress.ts";
import { type Run, SPLITS } from "../../src/protocol/run.ts";
import { formatScore } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";

/** Figures of the finished model on each split, and of the simplest model beside them; for a script, its series. */
export function scoreTable(run: Run, evaluation: Evaluation | null): TemplateResult {
  const splits = SPLITS.filter((split) => run.scores[split] !== undefined);
  if (splits.length === 0) return seriesTable(run);
  const metrics = [...new Set(splits.flatMap((split) => Object.keys(run.scores[split] ?? {})))];
  const baseline = evaluation && Object.keys(evaluation.baseline).length > 0 ? evaluation.baseline : null;
  const shown = (value: number | undefined) => (value === undefined ? "" : html`<span class="metric figure">${formatScore(value)}</span>`);
  return html`<section class="scores" aria-label="Scores">
    <h2>Scores</h2>
    ${dataTable("Scores on each split", {
      head: ["", ...splits, ...(baseline ? ["baseline (test)"] : [])],
      rows: metrics.map((metric) => [
        metric,
        ...splits.map((split) => shown(run.scores[split]?.[metric])),
        ...(baseline
          ? [html`<span class="quiet figure">${baseline[metric] === undefined ? "" : formatScore(baseline[metric])}</span>`]
          : []),
      ]),
    })}
    ${baseline ? html`<p class="quiet">Baseline: ${evaluation?.task === "regression" ? "always the mean" : "always the most frequent class"}.</p>` : ""}
  </section>`;
}

function seriesTable({ metrics, status, params }: Run): TemplateResult {
  const unit = unitOf(params.algorithm);
  const rows = Object.entries(metrics).map(([metric, { last, best, bestStep, steps }]) => [metric, last, best, bestStep, steps]);
  if (rows.length === 0) return html``;
  return html`<section class="scores" aria-label="Metrics">
    <h2>${status === "RUNNING" ? "So far" : "Metrics"}</h2>
    ${dataTable("Metrics", { head: ["", "last", "best", `at ${unit}`, `${unit}s`], rows })}
  </section>`;
}
