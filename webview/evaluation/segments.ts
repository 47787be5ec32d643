import { html, type TemplateResult } from "lit";
import type { Segments } from "../../src/protocol/explanation.ts";
import { formatNumber, formatScore, plural } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";
import { rowsLink, type ShowRows } from "./rows.ts";

/** Parts of the data where the model does worse than elsewhere, beyond chance. */
export function segmentSection({ weak, tried, leastRows, metric, overall }: Segments, show?: ShowRows): TemplateResult {
  const figure = (value: number) => html`<span class="figure">${formatScore(value)}</span>`;
  return html`<section aria-label="Weak segments">
    <h3>Weak segments</h3>
    ${
      weak.length === 0
        ? html`<p class="quiet">${
            tried === 0
              ? `None was tried: no column parts the rows into segments of at least ${plural(leastRows, "row")}.`
              : `None: of ${plural(tried, "segment")} of at least ${plural(leastRows, "row")}, none is worse than the rest beyond chance.`
          }</p>`
        : html`<p class="quiet">
              Worse than the rest beyond chance: q is the share of false alarms to expect, of ${plural(tried, "segment")} tried. ${metric} is
              ${formatScore(overall)} over all test rows.
            </p>
            ${dataTable("Weak segments", {
              head: ["segment", "rows", metric, "elsewhere", "effect", "q"],
              numbers: [2, 3, 4, 5],
              rows: weak.map(({ parts, rows, value, rest, effect, q }) => [
                rowsLink(
                  parts.map(({ condition }) => condition).join(" and "),
                  parts.flatMap(({ filter }) => filter),
                  show,
                ),
                rows,
                figure(value),
                figure(rest),
                html`<span class="figure">${effect >= 99 ? "always" : formatNumber(effect, 2)}</span>`,
                html`<span class="figure">${formatNumber(q, 2)}</span>`,
              ]),
            })}`
    }
  </section>`;
}
