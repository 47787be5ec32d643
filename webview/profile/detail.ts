import { html, type TemplateResult } from "lit";
import type { Alert, ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import { formatShare } from "../../src/shared/format.ts";
import { bar } from "../shared/spark.ts";
import { dataTable } from "../shared/table.ts";
import { alertReason } from "./alert-reason.ts";
import { alertText } from "./alerts.ts";
import { dateParts } from "./dates.ts";
import { figuresList } from "./figures.ts";
import { missingFilter, valueFilter } from "./filters.ts";
import { distributionFigure, lengthFigure } from "./histogram.ts";
import { nextStep } from "./next-step.ts";
import { related } from "./related.ts";
import { rowsButton } from "./show-rows.ts";

/** All that is known of one column: why it has alerts, its distribution, figures, most frequent values, and what it goes with. */
export function columnDetail(column: ColumnProfile, profile: Profile): TemplateResult {
  const { name, type, storage, missing } = column;
  const alerts = profile.alerts.filter(({ columns }) => columns.includes(name));
  return html`<div role="row" class="detail" data-column=${name}>
    <div role="cell" aria-label="Details of ${name}">
      <p class="detail-name">
        <span class="data">${name}</span> <span class="quiet">${type}, stored as ${storage}</span>
        ${missing > 0 ? rowsButton(html`<span class="link-text">Show the ${missing.toLocaleString("en-US")} missing</span>`, `Show rows where ${name} is missing`, missingFilter(name)) : ""}
      </p>
      ${alerts.length > 0 ? html`<ul class="plain-list">${alerts.map((alert) => alertLine(alert, profile))}</ul>` : ""}
      <div class="detail-parts">
        ${distributionFigure(column)} ${dateParts(column)} ${lengthFigure(column)} ${figuresList(column)} ${topValues(column)} ${related(column, profile)}
      </div>
    </div>
  </div>`;
}

const alertLine = (alert: Alert, { thresholds }: Profile): TemplateResult =>
  html`<li>${alertText(alert)} <span class="quiet"><code>${alert.kind}</code>: ${alertReason(alert.kind, thresholds)}.</span> ${nextStep(alert)}</li>`;

function topValues({ name, top, count, type, histogram }: ColumnProfile): TemplateResult | string {
  if (top.length === 0 || (histogram && type === "number")) return "";
  const most = top[0]?.count ?? 1;
  return html`<section class="top-values">
    <h3>Most frequent values</h3>
    ${dataTable(`Most frequent values of ${name}`, {
      head: ["value", "rows", "share", ""],
      rows: top.map((value) => {
        const shown = value.value === "" ? "(empty text)" : value.value;
        return [
          rowsButton(shown, `Show rows where ${name} is ${shown}`, valueFilter(name, value.value)),
          value.count,
          formatShare(value.count, count),
          bar(value.count / most),
        ];
      }),
    })}
  </section>`;
}
