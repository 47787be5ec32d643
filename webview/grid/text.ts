import type { Cell } from "../../src/protocol/rows.ts";

/** A value as it stands in the data; nothing where it is missing. */
export const cellText = (value: Cell): string => (value === null ? "" : String(value));

/** The same on one line: line ends and tabs as signs. */
export const lineText = (value: Cell): string =>
  cellText(value)
    .replaceAll(/\r\n|[\r\n]/g, "↵")
    .replaceAll("\t", "→");

/** Types of DuckDB whose values stand at the right. */
export const isNumeric = (storage: string): boolean =>
  /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|REAL|DECIMAL)\b/.test(storage);

/** Rows of cells as spreadsheets read them from the clipboard: tabs between, quotes where a value has a tab, a line end or a quote. */
export function clipboardText(rows: readonly (readonly Cell[])[]): string {
  const quoted = (text: string) => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const [only] = rows;
  if (rows.length === 1 && only?.length === 1) return cellText(only[0] ?? null);
  return rows.map((row) => row.map((value) => quoted(cellText(value))).join("\t")).join("\n");
}
