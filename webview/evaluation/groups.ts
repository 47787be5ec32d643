import { html, type TemplateResult } from "lit";
import type { GroupReport } from "../../src/protocol/explanation.ts";
import { formatScore, plural } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";
import { rowsLink, type ShowRows } from "./rows.ts";

/** Figures of groups of fewer rows are chance to a good part. */
const FEW = 30;

/** fairlearn's names in words. */
const FAIRNESS: Record<string, string> = {
  demographic_parity_difference: "demographic parity, difference",
  demographic_parity_ratio: "demographic parity, ratio",
  equalized_odds_difference: "equalized odds, difference",
  equalized_odds_ratio: "equalized odds, ratio",
  equal_opportunity_difference: "equal opportunity, difference",
  equal_opportunity_ratio: "equal opportunity, ratio",
};

/** The model's figures on each group of one column, and how far the groups are apart. */
export function groupSection({ column, groups, differences, ratios, fairness }: GroupReport, show?: ShowRows): TemplateResult {
  const metrics = Object.keys(groups[0]?.figures ?? {});
  const figure = (value: number | undefined) => (value === undefined ? "" : html`<span class="figure">${formatScore(value)}</span>`);
  const small = groups.filter(({ rows }) => rows < FEW);
  const ratio = ratios.selection_rate;
  return html`<section aria-label="Groups of ${column}">
    <h3>Groups of <span class="data">${column}</span></h3>
    ${
      ratio === undefined
        ? ""
        : html`<p>The least selected group is selected ${formatScore(ratio)} times as often as the most selected${ratio < 0.8 ? ", below the four fifths that are a common rule of thumb" : ""}.</p>`
    }
    ${dataTable(`Groups of ${column}`, {
      head: ["group", "rows", ...metrics.map((name) => name.replaceAll("_", " "))],
      numbers: metrics.map((_, at) => at + 2),
      rows: [
        ...groups.map(({ label, filter, rows, figures }) => [
          rowsLink(label, filter, show),
          rows,
          ...metrics.map((name) => figure(figures[name])),
        ]),
        ["largest difference", "", ...metrics.map((name) => figure(differences[name]))],
        ["smallest ratio", "", ...metrics.map((name) => figure(ratios[name]))],
      ],
    })}
    ${
      Object.keys(fairness).length > 0
        ? dataTable(`Fairness by ${column}`, {
            head: ["fairness", "figure"],
            numbers: [1],
            rows: Object.entries(fairness).map(([name, value]) => [FAIRNESS[name] ?? name, figure(value)]),
          })
        : ""
    }
    ${small.length > 0 ? html`<p class="quiet">Few rows: ${small.map(({ label, rows }) => `${label} (${plural(rows, "row")})`).join(", ")}.</p>` : ""}
  </section>`;
}
