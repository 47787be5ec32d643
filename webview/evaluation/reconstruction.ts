import { html, type TemplateResult } from "lit";
import type { ReconstructionErrors } from "../../src/protocol/explanation.ts";
import { formatNumber, formatShare } from "../../src/shared/format.ts";
import { kept } from "../shared/kept.ts";
import { barsPicture } from "../shared/plot-evaluation.ts";
import { dataTable } from "../shared/table.ts";
import { rowsFilter, rowsLink, type ShowRows } from "./rows.ts";

const MOST_BARS = 15;
const MOST_PARTS = 3;

/** Which features are restored worst, and which rows, with what makes their error up. */
export function reconstructionSection(errors: ReconstructionErrors, show?: ShowRows): TemplateResult {
  const { features, threshold, shown, rows } = errors;
  const [first] = features;
  const title = threshold === null ? "Rows with the largest error" : "The most anomalous rows";
  const cell = (value: string | number | null) => (typeof value === "number" ? formatNumber(value, 6) : (value ?? ""));
  const numeric = shown.map((_, at) => at + 3).filter((at) => rows.some(({ cells }) => typeof cells[at - 3] === "number"));
  const over = threshold === null ? 0 : rows.filter(({ error }) => error > threshold).length;
  return html`<section aria-label="Where the reconstruction fails">
    <h2>Where the reconstruction fails</h2>
    <div class="evaluation">
      <ty-figure
        label="Reconstruction error by feature"
        sentence="Mean squared error of what the model gives back.${first ? ` Largest: ${first.feature}, ${formatShare(first.share, 1)} of it.` : ""}${features.length > MOST_BARS ? ` The first ${MOST_BARS} of ${features.length}.` : ""}"
        .table=${{ head: ["feature", "mean squared error", "share"], rows: features.map(({ feature, mse, share }) => [feature, mse, formatShare(share, 1)]) }}
        .draw=${kept(errors, (width) =>
          barsPicture(
            features.slice(0, MOST_BARS).map(({ feature, mse }) => ({ name: feature, value: mse })),
            width,
            "mean squared error",
          ),
        )}
      ></ty-figure>
    </div>
    <h3>${title}</h3>
    <p class="quiet">
      ${threshold === null ? "" : `Taken for an anomaly above ${formatNumber(threshold, 3)}: ${over === rows.length ? "all of these" : `${over} of these`}. `}Share of each
      row's error by the features that make up most of it. ${rows.length > 1 ? (show ? rowsLink("Show all of these rows", [rowsFilter(rows.map(({ row }) => row))], show) : "") : ""}
    </p>
    ${dataTable(title, {
      head: ["row", "error", "made up of", ...shown],
      numbers: [0, 1, ...numeric],
      rows: rows.map(({ row, error, parts, cells }) => [
        rowsLink(row.toLocaleString("en-US"), [rowsFilter([row])], show),
        html`<span class="figure">${formatNumber(error, 3)}</span>`,
        parts
          .slice(0, MOST_PARTS)
          .map(({ feature, share }) => `${feature} ${formatShare(share, 1).replace(" ", "\u00a0")}`)
          .join(", "),
        ...cells.map(cell),
      ]),
    })}
  </section>`;
}
