import { plural } from "../../shared/format.ts";
import { table, text } from "../report/markdown/table.ts";
import { type CardFacts, unknown } from "./facts.ts";

/** The same figures by group, and how far the groups are apart. */
export function groupsSection({ explanation }: CardFacts): string[] {
  const groups = explanation?.groups ?? [];
  if (groups.length === 0)
    return ["## Figures by group", "", ...unknown('the experiment names no groups to compare ("report": { "groups": [...] }).')];
  return [
    "## Figures by group",
    "",
    ...groups.flatMap(({ column, groups: found, differences, fairness }) => {
      const metrics = Object.keys(found[0]?.figures ?? {});
      return [
        `By ${text(column)}:`,
        "",
        ...table(
          ["group", "rows", ...metrics],
          [
            ...found.map(({ label, rows, figures }) => [label, rows, ...metrics.map((metric) => figures[metric])]),
            ["largest difference", null, ...metrics.map((metric) => differences[metric])],
          ],
        ),
        ...table(["fairness", ""], Object.entries(fairness)),
      ];
    }),
  ];
}

/** Where the model is worse than elsewhere, and what it goes by. */
export function weaknessesSection({ explanation }: CardFacts): string[] {
  if (!explanation) return ["## Weak segments", "", ...unknown("the model was not explained.")];
  const { segments, importance } = explanation;
  const { weak, metric, overall, tried, leastRows } = segments;
  return [
    "## Weak segments",
    "",
    weak.length === 0
      ? `None: of ${plural(tried, "segment")} of at least ${plural(leastRows, "row")}, none is worse than the rest beyond chance.`
      : `${plural(weak.length, "segment")} of ${tried} tried ${weak.length === 1 ? "is" : "are"} worse than the rest beyond chance.`,
    "",
    ...table(
      ["segment", "rows", metric, "elsewhere"],
      weak.map(({ parts, rows, value, rest }) => [parts.map(({ condition }) => condition).join(" and "), rows, value, rest]),
    ),
    ...(weak.length > 0 ? table([`${metric} over all`], [[overall]]) : []),
    ...(importance
      ? [
          `What it goes by: how much worse ${importance.metric} gets when a column's values are shuffled.`,
          "",
          ...table(
            ["column", "importance", "deviation"],
            importance.columns.map(({ column, mean, std }) => [column, mean, std]),
          ),
        ]
      : []),
  ];
}
