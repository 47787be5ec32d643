import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { formatNumber, formatScore, plural } from "../../src/shared/format.ts";
import "../shared/figure.ts";
import { kept } from "../shared/kept.ts";
import { residualsPicture, rocPicture } from "../shared/plot.ts";
import { dataTable } from "../shared/table.ts";
import { confusionMatrix } from "./confusion.ts";

/** How the model does on rows it has not seen. */
export function evaluationSection(evaluation: Evaluation): TemplateResult {
  const { on, rows, skipped, target } = evaluation;
  const where = typeof on === "string" ? `the ${on} split` : on.file;
  return html`<section aria-label="Evaluation">
    <h2>Evaluation on ${where}</h2>
    <p class="quiet">
      ${plural(rows, "row")}${target === null ? "" : html`, predicting <span class="data">${target}</span>`}.${skipped > 0 ? ` ${plural(skipped, "row")} left out: ${target === null ? "dropped by the recipe." : "no target, or a class the model never saw."}` : ""}
    </p>
    <div class="evaluation">${confusionMatrix(evaluation)} ${classReport(evaluation)} ${roc(evaluation)} ${residuals(evaluation)}</div>
  </section>`;
}

function classReport({ classes }: Evaluation): TemplateResult | string {
  if (!classes) return "";
  const figure = (value: number) => html`<span class="figure">${formatScore(value)}</span>`;
  return html`<section aria-label="Figures for each class">
    <h3>For each class</h3>
    ${dataTable("Figures for each class", {
      head: ["class", "precision", "recall", "f1-score", "support"],
      rows: classes.map(({ label, precision, recall, f1, support }) => [label, figure(precision), figure(recall), figure(f1), support]),
    })}
  </section>`;
}

function roc({ roc: curve, metrics }: Evaluation): TemplateResult | string {
  if (!curve) return "";
  const { fpr, tpr, thresholds } = curve;
  const auc = metrics.roc_auc;
  return html`<ty-figure
    label="ROC curve"
    sentence="${auc === undefined ? "" : `Area under the curve ${formatScore(auc)}. `}Dashed: guessing."
    .table=${{ head: ["threshold", "false positive rate", "true positive rate"], rows: fpr.map((x, at) => [formatNumber(thresholds[at]), x, tpr[at] ?? null]) }}
    .draw=${kept(curve, (width) => rocPicture(fpr, tpr, width))}
  ></ty-figure>`;
}

function residuals({ residuals: points, metrics }: Evaluation): TemplateResult | string {
  if (!points) return "";
  const { predicted, actual } = points;
  const r2 = metrics.r2;
  return html`<ty-figure
    label="Predicted and actual"
    sentence="${plural(predicted.length, "row")}.${r2 === undefined ? "" : ` R2 ${formatScore(r2)}.`} On the dashed line, prediction and truth are the same."
    .table=${{ head: ["actual", "predicted", "error"], rows: actual.map((y, at) => [y, predicted[at] ?? null, (predicted[at] ?? Number.NaN) - y]) }}
    .draw=${kept(points, (width) => residualsPicture(predicted, actual, width))}
  ></ty-figure>`;
}
