import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { formatShare, plural } from "../../src/shared/format.ts";
import { styled } from "../shared/styled.ts";

const MOST = 30;

/** Actual classes down, predicted across; the fuller a cell, the larger its share of the actual class. It is its own table. */
export function confusionMatrix({ confusion }: Evaluation): TemplateResult | string {
  if (!confusion) return "";
  const labels = confusion.labels.slice(0, MOST);
  const left = confusion.labels.length - labels.length;
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  const columns = labels.map((_, to) => sum(confusion.matrix.map((counts) => counts[to] ?? 0)));
  return html`<section aria-label="Confusion matrix">
    <h3>Confusion matrix</h3>
    <div class="table-frame" tabindex="0" role="region" aria-label="Confusion matrix">
      <table class="confusion">
        <caption class="visually-hidden">Rows: actual class. Columns: predicted class.</caption>
        <thead>
          <tr>
            <th scope="col">actual \\ predicted</th>
            ${labels.map((label) => html`<th scope="col" class="clip" title=${label}>${label}</th>`)}
            <th scope="col" title="Share of the actual class that was found">recall</th>
          </tr>
        </thead>
        <tbody>
          ${labels.map((label, at) => row(label, confusion.matrix[at] ?? [], at, labels))}
          <tr>
            <th scope="row" title="Share of those taken for a class that are of it">precision</th>
            ${columns.map((total, to) => html`<td class="number quiet">${formatShare(confusion.matrix[to]?.[to] ?? 0, total)}</td>`)}
            <td class="number quiet" title="Accuracy">${formatShare(sum(labels.map((_, at) => confusion.matrix[at]?.[at] ?? 0)), sum(columns))}</td>
          </tr>
        </tbody>
      </table>
    </div>
    <p class="quiet">Below each count its share of the actual class. ${left > 0 ? `${plural(left, "more class", "more classes")} not shown.` : ""}</p>
  </section>`;
}

function row(label: string, all: readonly number[], at: number, labels: readonly string[]): TemplateResult {
  const total = all.reduce((sum, count) => sum + count, 0);
  return html`<tr>
    <th scope="row" class="clip" title=${label}>${label}</th>
    ${all.slice(0, labels.length).map((count, to) => {
      const title = `${plural(count, "row")} of ${label} predicted ${labels[to]}: ${formatShare(count, total)}`;
      return html`<td class="number ${to === at ? "right" : "wrong"}" title=${title} ${styled({ "--share": String(total > 0 ? count / total : 0) })}>
        ${count.toLocaleString("en-US")}<br /><span class="cell-share">${formatShare(count, total)}</span>
      </td>`;
    })}
    <td class="number quiet">${formatShare(all[at] ?? 0, total)}</td>
  </tr>`;
}
