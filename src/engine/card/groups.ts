import { importanceTable, segmentTable } from "../report/markdown/parts.ts";
import { table, text } from "../report/markdown/table.ts";
import { loadingTable, profileTables, reconstructionTables } from "../report/markdown/without-target.ts";
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

/** Where the model is worse than elsewhere, and what it goes by; without a target, what it has found. */
export function weaknessesSection({ explanation }: CardFacts): string[] {
  if (!explanation) return ["## Weak segments", "", ...unknown("the model was not explained.")];
  const { forecast, clusters, loadings, reconstruction } = explanation;
  const segments = explanation.segments ?? forecast?.segments;
  const importance = explanation.importance ?? forecast?.importance;
  return [
    ...(segments ? ["## Weak segments", "", ...segmentTable(segments)] : []),
    ...(importance ? ["What it goes by.", "", ...importanceTable(importance)] : []),
    ...(clusters ? profileTables({ ...clusters, clusters: clusters.clusters.map((one) => ({ ...one, nearest: [], farthest: [] })) }) : []),
    ...(loadings ? loadingTable(loadings) : []),
    ...(reconstruction ? reconstructionTables({ ...reconstruction, rows: [] }) : []),
  ];
}
