import type { Explanation, GroupReport, PartialDependence } from "../../../protocol/explanation.ts";
import { formatNumber, plural } from "../../../shared/format.ts";
import { table, text } from "./table.ts";

/** Tables of so many columns, every other value of their grids: more is for the panel. */
const MOST_DEPENDENCE = 3;
const STEP = 2;

/** What the model goes by and where it fails. */
export function explanationPart(explanation: Explanation): string[] {
  const { importance, partialDependence, segments, groups, worst, notes } = explanation;
  return [
    ...(importance || partialDependence.length > 0 ? ["## What the model goes by", ""] : []),
    ...(importance
      ? [
          `How much worse ${importance.metric} (${formatNumber(importance.score)}) gets when a column's values are shuffled, ${plural(importance.repeats, "time")} each.`,
          "",
          ...table(
            ["column", "importance", "deviation"],
            importance.columns.map(({ column, mean, std }) => [column, mean, std]),
          ),
        ]
      : []),
    ...partialDependence.slice(0, MOST_DEPENDENCE).flatMap(dependenceTable),
    "## Where the model is weak",
    "",
    segments.weak.length === 0
      ? `No weak segment: of ${plural(segments.tried, "segment")} of at least ${plural(segments.leastRows, "row")}, none is worse than the rest beyond chance.`
      : `Segments that are worse than the rest beyond chance (of ${segments.tried} tried; ${segments.metric} is ${formatNumber(segments.overall, 3)} over all).`,
    "",
    ...table(
      ["segment", "rows", segments.metric, "elsewhere", "effect", "q"],
      segments.weak.map(({ parts, rows, value, rest, effect, q }) => [
        parts.map(({ condition }) => condition).join(" and "),
        rows,
        value,
        rest,
        effect,
        q,
      ]),
    ),
    ...groups.flatMap(groupTable),
    "### Worst errors",
    "",
    `By ${worst.loss}.`,
    "",
    ...table(
      ["row", "actual", "predicted", worst.loss, ...worst.columns],
      worst.rows.map(({ row, actual, predicted, loss, cells }) => [row, actual, predicted, loss, ...cells]),
    ),
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
