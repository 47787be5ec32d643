import type { CategoryColumn, Column, NumberColumn } from "../data/column.ts";
import type { Prepared } from "../recipe/apply.ts";
import { featureNotNumber, noFeatures } from "../recipe/errors.ts";
import { byCodePoint } from "../recipe/values.ts";
import { type Feature, MAX_BINS } from "./bins.ts";

/** Rows as trees read them: numbers and categories, with what is missing. */
export interface TreeRows {
  rows: number;
  columns: (NumberColumn | CategoryColumn)[];
}

/** A feature of a fitted model: its categories by label, or null for numbers. */
export interface TreeFeature {
  name: string;
  levels: string[] | null;
}

/** Throws where a column is text or a date: those need a step that makes numbers or categories of them. */
export function readRows({ rows, columns }: Prepared): TreeRows {
  if (columns.length === 0) throw noFeatures();
  return { rows, columns: columns.map(usable) };
}

function usable(column: Column): NumberColumn | CategoryColumn {
  if (column.kind === "number" || column.kind === "category") return column;
  throw featureNotNumber(column.name, column.kind);
}

/** The features of the training rows. Of many categories the most frequent count; the others are as good as missing. */
export const fitFeatures = ({ columns }: TreeRows): TreeFeature[] =>
  columns.map((column) => ({ name: column.name, levels: column.kind === "category" ? frequentLevels(column) : null }));

/** Rows in the codes of the fitted features. A category that training never saw is missing. */
export function encodeRows(fitted: readonly TreeFeature[], { columns }: TreeRows): Feature[] {
  return fitted.map(({ levels }, i) => {
    const column = columns[i] as NumberColumn | CategoryColumn;
    if (column.kind === "number") return { kind: "number", values: column.values };
    const places = new Map((levels ?? []).map((label, code) => [label, code]));
    const codes = Int32Array.from(column.levels, (label) => places.get(label) ?? -1);
    return { kind: "category", levels: places.size, codes: column.codes.map((code) => (code < 0 ? -1 : (codes[code] as number))) };
  });
}

function frequentLevels({ codes, levels }: CategoryColumn): string[] {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  const seen = levels.map((label, code) => ({ label, count: counts[code] as number })).filter(({ count }) => count > 0);
  seen.sort((a, b) => b.count - a.count || byCodePoint(a.label, b.label));
  return seen
    .slice(0, MAX_BINS)
    .map(({ label }) => label)
    .sort(byCodePoint);
}
