import { plural } from "../../shared/format.ts";
import { table, text } from "../report/markdown/table.ts";
import { type CardFacts, unknown } from "./facts.ts";

export function dataSection({ run, experiment, profile }: CardFacts): string[] {
  const { data } = run;
  if (!data) return ["## Data", "", ...unknown("the run kept nothing of its data.")];
  const parts = Object.entries(data.splits ?? {}).map(([split, rows]) => [split, rows]);
  const split = experiment?.split;
  const how = split ? ` by \`${split.method}\`, seed ${split.seed}` : "";
  return [
    "## Data",
    "",
    `${text(data.path)}: ${plural(data.rows, "row")}, ${plural(data.columns, "column")}. SHA-256 \`${data.sha256}\`.`,
    "",
    ...(data.files ?? []).map(({ path, sha256 }) => `- ${text(path)}: SHA-256 \`${sha256}\``),
    "",
    ...(parts.length > 0 ? [`Split${how}:`, "", ...table(["split", "rows"], parts)] : unknown("how the rows were split.")),
    ...(run.sample ? [`Trained on part of the rows: ${text(run.sample)}.`, ""] : []),
    ...(data.rejected ? [`${plural(data.rejected.count, "row or value", "rows or values")} could not be read.`, ""] : []),
    ...(profile
      ? table(
          ["column", "type", "missing", "distinct"],
          profile.columns.map(({ name, type, missing, distinct }) => [name, type, missing, distinct]),
        )
      : unknown("the columns were not profiled.")),
  ];
}
