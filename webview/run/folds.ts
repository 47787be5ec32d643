import { html, type TemplateResult } from "lit";
import type { CrossValidation } from "../../src/protocol/cross-validation.ts";
import { isAverage } from "../../src/protocol/metrics.ts";
import { formatScore, plural } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";

const HOW = {
  "k-fold": "",
  stratified: ", each class spread evenly",
  group: ", groups kept together",
  "stratified-group": ", groups kept together and each class spread evenly",
  time: ", each learnt from what came before it",
};

/** Mean and deviation of each figure over the folds, and the folds one by one. */
export function foldSection(cross: CrossValidation | undefined): TemplateResult | string {
  if (!cross) return "";
  const { folds, repeats, method, metrics, scores } = cross;
  const names = Object.keys(metrics).filter((name) => !isAverage(name) || !("f1" in metrics));
  const figure = (value: number | undefined) => (value === undefined ? "" : html`<span class="metric figure">${formatScore(value)}</span>`);
  const aside = scores.some(({ rows }) => rows.validation > 0);
  return html`<section class="folds" aria-label="Cross-validation">
    <h2>Cross-validation</h2>
    <p class="quiet">
      ${plural(folds, "fold")}${repeats > 1 ? `, ${repeats} times` : ""}${HOW[method]}. The test rows have no part in it.
      ${aside ? "Early stopping went by rows set aside of those a fold learnt from; the rows held out only judge." : ""}
    </p>
    ${dataTable("Figures of the folds", {
      head: ["", "mean", "deviation", ...scores.map(({ fold }) => `fold ${fold}`)],
      numbers: [1, 2, ...scores.map((_, at) => at + 3)],
      rows: [
        ...names.map((name) => [
          name,
          figure(metrics[name]?.mean),
          html`<span class="quiet figure">${formatScore(metrics[name]?.std as number)}</span>`,
          ...scores.map((one) => figure(one.metrics[name])),
        ]),
        ["rows learnt from", "", "", ...scores.map(({ rows }) => rows.train)],
        ...(aside ? [["rows set aside", "", "", ...scores.map(({ rows }) => rows.validation)]] : []),
        ["rows held out", "", "", ...scores.map(({ rows }) => rows.test)],
      ],
    })}
  </section>`;
}
