import type { CategoryColumn } from "../data/column.ts";
import { byCodePoint } from "./values.ts";

/** A category column of these labels; null is missing. */
export function labelColumn(name: string, labels: readonly (string | null)[]): CategoryColumn {
  const levels = [...new Set(labels)].filter((label) => label !== null).sort(byCodePoint);
  const codes = new Map<string | null, number>(levels.map((level, code) => [level, code]));
  return { kind: "category", name, levels, codes: Int32Array.from(labels, (label) => codes.get(label) ?? -1) };
}
