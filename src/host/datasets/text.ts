import type { Dataset } from "../../protocol/dataset.ts";
import { formatBytes, plural } from "../../shared/format.ts";
import { escapeMarkdown, exactTime } from "../runs/text.ts";

/** Last part of the path, and the directory it lies in; empty at the top. */
export function splitPath(file: string): { name: string; directory: string } {
  const slash = file.lastIndexOf("/");
  return { name: file.slice(slash + 1), directory: slash < 0 ? "" : file.slice(0, slash) };
}

/** `344 x 7  2 alerts`, with the directory; the size until it was profiled. */
export function describeDataset({ file, bytes, rows, columns, alerts }: Dataset): string {
  const { directory } = splitPath(file);
  const known = rows !== null && columns !== null;
  const shape = known ? `${rows.toLocaleString("en-US")} \u00d7 ${columns}` : formatBytes(bytes);
  return [shape, alerts ? plural(alerts, "alert") : "", directory].filter(Boolean).join("  ");
}

/** The same for a screen reader. */
export function sayDataset({ file, bytes, rows, columns, alerts }: Dataset): string {
  const shape =
    rows !== null && columns !== null ? `${plural(rows, "row")}, ${plural(columns, "column")}` : `${formatBytes(bytes)}, not profiled yet`;
  return [file, shape, alerts ? plural(alerts, "alert") : ""].filter(Boolean).join(", ");
}

/** Markdown, with the exact time. */
export function explainDataset({ file, bytes, modified, rows, columns, alerts }: Dataset, locale?: string): string {
  const lines = [`**${escapeMarkdown(file)}**`, "", `- Size: ${formatBytes(bytes)}`, `- Changed: ${exactTime(modified, locale)}`];
  if (rows !== null && columns !== null) lines.push(`- Shape: ${plural(rows, "row")}, ${plural(columns, "column")}`);
  if (alerts !== null) lines.push(`- Alerts: ${alerts}`);
  return lines.join("\n");
}
