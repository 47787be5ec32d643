import type { Explanation, GroupReport, PartialDependence } from "../../../protocol/explanation.ts";
import { importanceTable, segmentTable, worstTable } from "./parts.ts";
import { table, text } from "./table.ts";
import { loadingTable, profileTables, reconstructionTables } from "./without-target.ts";

/** Tables of so many columns, every other value of their grids: more is for the panel. */
const MOST_DEPENDENCE = 3;
const STEP = 2;

/** What the model goes by and where it fails. */
export function explanationPart(explanation: Explanation): string[] {
  const { partialDependence, groups, notes, forecast, clusters, loadings, reconstruction } = explanation;
  const importance = explanation.importance ?? forecast?.importance;
  const segments = explanation.segments ?? forecast?.segments;
  const worst = explanation.worst ?? forecast?.worst;
  return [
    ...(importance || partialDependence.length > 0 ? ["## What the model goes by", ""] : []),
    ...(importance ? importanceTable(importance) : []),
    ...partialDependence.slice(0, MOST_DEPENDENCE).flatMap(dependenceTable),
    ...(segments ? ["## Where the model is weak", "", ...segmentTable(segments)] : []),
    ...groups.flatMap(groupTable),
    ...(worst ? [forecast ? "### Worst forecasts" : "### Worst errors", "", ...worstTable(worst)] : []),
    ...(clusters ? profileTables(clusters) : []),
    ...(loadings ? loadingTable(loadings) : []),
    ...(reconstruction ? reconstructionTables(reconstruction) : []),
    ...notes.map((note) => `- ${text(note)}`),
    "",
  ];
}

function dependenceTable({ column, kind, grid, curves }: PartialDependence): string[] {
  const shown = (value: number | string) =>
    kind === "date" ? new Date(value).toISOString() : typeof value === "number" ? value : String(value);
  return [
    `### Partial dependence on ${text(column)}`,
    "",
    ...table(
      [column, ...curves.map(({ label }) => label ?? "prediction")],
      grid
        .map((value, i) => [shown(value), ...curves.map(({ average }) => average[i])])
        .filter((_, i) => kind === "category" || i % STEP === 0 || i === grid.length - 1),
    ),
  ];
}

function groupTable({ column, groups, differences, ratios, fairness }: GroupReport): string[] {
  const metrics = Object.keys(groups[0]?.figures ?? {});
  return [
    `### By group: ${text(column)}`,
    "",
    ...table(
      ["group", "rows", ...metrics],
      [
        ...groups.map(({ label, rows, figures }) => [label, rows, ...metrics.map((metric) => figures[metric])]),
        ["largest difference", null, ...metrics.map((metric) => differences[metric])],
        ["smallest ratio", null, ...metrics.map((metric) => ratios[metric])],
      ],
    ),
    ...table(["fairness", ""], Object.entries(fairness)),
  ];
}
