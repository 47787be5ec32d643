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
  return html`<section aria-label="Confusion matrix">
    <h3>Confusion matrix</h3>
    <div class="table-frame" tabindex="0" role="region" aria-label="Confusion matrix">
      <table class="confusion">
        <caption class="visually-hidden">Rows: actual class. Columns: predicted class.</caption>
        <thead>
          <tr>
            <th scope="col">actual \\ predicted</th>
            ${labels.map((label) => html`<th scope="col" class="clip" title=${label}>${label}</th>`)}
          </tr>
        </thead>
        <tbody>${labels.map((label, at) => row(label, confusion.matrix[at]?.slice(0, MOST) ?? [], at, labels))}</tbody>
      </table>
    </div>
    ${left > 0 ? html`<p class="quiet">${plural(left, "more class", "more classes")} not shown.</p>` : ""}
  </section>`;
}

function row(label: string, counts: readonly number[], at: number, labels: readonly string[]): TemplateResult {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return html`<tr>
    <th scope="row" class="clip" title=${label}>${label}</th>
    ${counts.map((count, to) => {
      const title = `${plural(count, "row")} of ${label} predicted ${labels[to]}: ${formatShare(count, total)}`;
      return html`<td class="number ${to === at ? "right" : "wrong"}" title=${title} ${styled({ "--share": String(total > 0 ? count / total : 0) })}>${count.toLocaleString("en-US")}</td>`;
    })}
  </tr>`;
}
