import { html, type TemplateResult } from "lit";
import type { ClusterProfiles, Typical } from "../../src/protocol/explanation.ts";
import { formatNumber, formatShare, plural } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";
import { rowsFilter, rowsLink, type ShowRows } from "./rows.ts";

/** From so many standard deviations on, a value is set off from the others. */
const FAR = 0.8;
const MOST_COLUMNS = 25;

/** What sets the clusters apart: each column's usual value in each beside all rows, and rows that stand for them. */
export function profileSection({ columns, clusters, shown }: ClusterProfiles, show?: ShowRows): TemplateResult {
  const cell = (value: string | number | null) => (typeof value === "number" ? formatNumber(value, 6) : (value ?? ""));
  const examples = clusters.flatMap(({ label, nearest, farthest }) => [
    ...nearest.map((one) => ({ label, which: "nearest", ...one })),
    ...farthest.map((one) => ({ label, which: "farthest", ...one })),
  ]);
  const [first] = columns;
  const numeric = shown.map((_, at) => at + 4).filter((at) => examples.some(({ cells }) => typeof cells[at - 4] === "number"));
  return html`<section aria-label="What the clusters are">
    <h2>What the clusters are</h2>
    <p class="quiet">
      Means of numbers, and the most frequent values with their share. ${first ? `The clusters differ most in ${first.column}. ` : ""}Marked: ${FAR}
      standard deviations or more above (▲) or below (▼) all rows.${columns.length > MOST_COLUMNS ? ` The first ${MOST_COLUMNS} of ${plural(columns.length, "column")}.` : ""}
    </p>
    ${dataTable("Clusters by column", {
      head: ["column", "all rows", ...clusters.map(({ label, rows }) => `${label} (${plural(rows, "row")})`)],
      numbers: [],
      rows: columns
        .slice(0, MOST_COLUMNS)
        .map(({ column, kind, all, clusters: own }) => [
          html`<span class="data">${column}</span>`,
          html`<span class="quiet">${typicalText(all, kind)}</span>`,
          ...own.map((one) => marked(one, kind)),
        ]),
    })}
    <h3>Rows nearest to the middle, and farthest from it</h3>
    ${dataTable("Rows nearest to the middle, and farthest from it", {
      head: ["cluster", "", "row", "distance", ...shown],
      numbers: [2, 3, ...numeric],
      rows: examples.map(({ label, which, row, distance, cells }) => [
        label,
        which,
        rowsLink(row.toLocaleString("en-US"), [rowsFilter([row])], show),
        html`<span class="figure">${formatNumber(distance, 3)}</span>`,
        ...cells.map(cell),
      ]),
    })}
  </section>`;
}

type Kind = ClusterProfiles["columns"][number]["kind"];

function marked(one: Typical, kind: Kind): TemplateResult {
  const { difference } = one;
  const far = difference !== null && Math.abs(difference) >= FAR;
  if (!far) return html`<span class="figure">${typicalText(one, kind)}</span>`;
  const words = `${formatNumber(Math.abs(difference), 2)} standard deviations ${difference > 0 ? "above" : "below"} all rows`;
  return html`<span class="figure far" title=${words}>${typicalText(one, kind)} <span aria-hidden="true">${difference > 0 ? "▲" : "▼"}</span><span class="visually-hidden">, ${words}</span></span>`;
}

function typicalText({ value, share }: Typical, kind: Kind): string {
  if (value === null) return "";
  if (share !== null) return `${value} ${formatShare(share, 1)}`;
  return kind === "date" ? new Date(value).toISOString().slice(0, 10) : formatNumber(value as number);
}
