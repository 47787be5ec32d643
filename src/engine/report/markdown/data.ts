import type { Profile } from "../../../protocol/profile.ts";
import { plural } from "../../../shared/format.ts";
import { table, text } from "./table.ts";

/** The data in short: size, columns, and what is wrong with them. */
export function dataPart({ file, rows, columns, alerts }: Profile): string[] {
  return [
    "## Data",
    "",
    `${text(file)}: ${plural(rows, "row")}, ${plural(columns.length, "column")}.`,
    "",
    ...table(
      ["column", "type", "missing", "distinct"],
      columns.map(({ name, type, missing, distinct }) => [name, type, missing, distinct]),
    ),
    ...alerts.map(({ message }) => `- ${text(message)}`),
    "",
  ];
}
