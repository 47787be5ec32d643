import type { ClusterProfiles, Loadings, ReconstructionErrors, Typical } from "../../../protocol/explanation.ts";
import { formatNumber, formatShare } from "../../../shared/format.ts";
import { type Cell, table } from "./table.ts";

/** What the clusters are: each column's usual value in each, beside all rows. */
export const profileTables = ({ columns, clusters, shown }: ClusterProfiles): string[] => [
  "## What the clusters are",
  "",
  "Means of numbers, and the most frequent values with their share.",
  "",
  ...table(
    ["column", "all rows", ...clusters.map(({ label, rows }) => `cluster ${label} (${formatNumber(rows)})`)],
    columns.map(({ column, kind, all, clusters: own }) => [column, ...[all, ...own].map((one) => typicalText(one, kind))]),
  ),
  ...titled(
    "### Rows nearest to the middle and farthest from it",
    ["cluster", "", "row", "distance", ...shown],
    clusters.flatMap(({ label, nearest, farthest }) =>
      [...nearest.map((one) => ["nearest", one] as const), ...farthest.map((one) => ["farthest", one] as const)].map(([which, one]) => [
        label,
        which,
        one.row,
        one.distance,
        ...one.cells,
      ]),
    ),
  ),
];

/** A table under a title; nothing without rows. */
function titled(title: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  return rows.length === 0 ? [] : [title, "", ...table(head, rows)];
}

function typicalText({ value, share }: Typical, kind: ClusterProfiles["columns"][number]["kind"]): string {
  if (value === null) return "";
  if (share !== null) return `${value} (${formatShare(share, 1)})`;
  return kind === "date" ? new Date(value).toISOString().slice(0, 10) : formatNumber(value as number);
}

/** What the components are made of. */
export const loadingTable = ({ features, components }: Loadings): string[] => [
  "## What the components are made of",
  "",
  ...table(
    ["feature", ...components.map(({ name, ratio }) => `${name} (${formatShare(ratio, 1)})`)],
    features.map((feature, k) => [feature, ...components.map(({ weights }) => weights[k])]),
  ),
];

/** Which features and rows are restored worst. */
export const reconstructionTables = ({ features, threshold, shown, rows }: ReconstructionErrors): string[] => [
  "## Where the reconstruction fails",
  "",
  ...table(
    ["feature", "mean squared error", "share"],
    features.map(({ feature, mse, share }) => [feature, mse, formatShare(share, 1)]),
  ),
  ...(threshold === null ? [] : [`A row is taken for an anomaly above ${formatNumber(threshold)}.`, ""]),
  ...titled(
    threshold === null ? "### Rows with the largest error" : "### The most anomalous rows",
    ["row", "error", "made up of", ...shown],
    rows.map(({ row, error, parts, cells }) => [
      row,
      error,
      parts.map(({ feature, share }) => `${feature} ${formatShare(share, 1)}`).join(", "),
      ...cells,
    ]),
  ),
];
