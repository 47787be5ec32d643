import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { formatScore, formatShare, plural } from "../../src/shared/format.ts";
import "../shared/figure.ts";
import { dataTable } from "../shared/table.ts";
import type { CellSource } from "./cells.ts";
import "./confusion.ts";
import { calibration, precisionRecall, roc } from "./curves.ts";
import { forecasts } from "./forecast.ts";
import { residuals } from "./residuals.ts";
import type { ShowRows } from "./rows.ts";
import { clusters, components } from "./without-target.ts";
import "./thresholds.ts";

/** How the model does on rows it has not seen. `cells`: where the rows of the confusion matrix come from; `show` opens them in the data. */
export function evaluationSection(evaluation: Evaluation, cells?: CellSource, show?: ShowRows): TemplateResult {
  const { on, rows, skipped, target, analyses, sampled, metrics } = evaluation;
  const odd = metrics.anomaly_share;
  const where = typeof on === "string" ? `the ${on} split` : on.file;
  const [only, ...more] = analyses?.classes ?? [];
  return html`<section aria-label="Evaluation">
    <h2>Evaluation on ${where}</h2>
    <p class="quiet">
      ${plural(rows, "row")}${target === null ? "" : html`, predicting <span class="data">${target}</span>`}.${skipped > 0 ? ` ${plural(skipped, "row")} left out: ${target === null ? "the recipe drops them" : "no target, or a class the model never saw"}.` : ""}${sampled ? ` ${sampled.metrics.join(", ")}: of ${plural(sampled.rows, "row")} drawn by chance.` : ""}${odd === undefined ? "" : ` ${formatShare(odd, 1)} of the rows are taken for anomalies.`}
    </p>
    <div class="evaluation">
      ${evaluation.confusion ? html`<ty-confusion .confusion=${evaluation.confusion} .source=${cells} .show=${show}></ty-confusion>` : ""} ${classReport(evaluation)} ${roc(evaluation)} ${precisionRecall(evaluation)} ${calibration(evaluation)}
      ${forecasts(evaluation)} ${residuals(evaluation)} ${clusters(evaluation)} ${components(evaluation)}
    </div>
    ${only && more.length === 0 && only.positives > 0 && only.negatives > 0 ? html`<ty-thresholds .analysis=${only}></ty-thresholds>` : ""}
  </section>`;
}

function classReport({ classes }: Evaluation): TemplateResult | string {
  if (!classes) return "";
  const figure = (value: number) => html`<span class="figure">${formatScore(value)}</span>`;
  return html`<section aria-label="Figures for each class">
    <h3>For each class</h3>
    ${dataTable("Figures for each class", {
      head: ["class", "precision", "recall", "f1-score", "support"],
      numbers: [1, 2, 3],
      rows: classes.map(({ label, precision, recall, f1, support }) => [label, figure(precision), figure(recall), figure(f1), support]),
    })}
  </section>`;
}
