/** The widest a cell is shown. */
const WIDEST = 40;

/** Rows in columns as wide as their widest cell; numbers to the right. Cells wider than `most` are cut with an ellipsis. */
export function table(header: string[], rows: string[][], most = WIDEST): string {
  const cut = (cell: string) => (cell.length > most ? `${cell.slice(0, most - 1)}…` : cell);
  const cells = [header, ...rows].map((row) => row.map(cut));
  const widths = header.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? "").length)));
  const numeric = header.map((_, i) => rows.length > 0 && rows.every((row) => /^[-+]?[\d.,e%∞ ]*$/.test(row[i] ?? "")));
  return cells
    .map((row) =>
      `  ${row.map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join("  ")}`.trimEnd(),
    )
    .join("\n");
}

/** How many of the columns, each with its head, fit side by side into a terminal; at least one. */
export function columnsThatFit(columns: string[][], width: number): number {
  let used = 0;
  const full = columns.findIndex((cells) => {
    used += 2 + Math.min(WIDEST, Math.max(...cells.map((cell) => cell.length)));
    return used > width;
  });
  return full === -1 ? columns.length : Math.max(1, full);
}
