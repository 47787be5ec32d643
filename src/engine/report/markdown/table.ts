import { formatNumber } from "../../../shared/format.ts";

export type Cell = string | number | null | undefined;

/** A Markdown table; numbers to the right. Nothing without rows. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  if (rows.length === 0) return [];
  const numeric = head.map((_, i) => rows.some((row) => typeof row[i] === "number"));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(head.map(text)),
    line(numeric.map((right) => (right ? "--:" : "---"))),
    ...rows.map((row) => line(row.map((cell) => (typeof cell === "number" ? formatNumber(cell) : text(cell ?? ""))))),
    "",
  ];
}

/** Text that stays text: no markup of its own, on one line. */
export const text = (value: string): string =>
  value.replaceAll(/[\\`*{}[\]<|#~]|(?<!\w)_|_(?!\w)/g, (sign) => `\\${sign}`).replaceAll(/\s*[\r\n]+\s*/g, " ");
