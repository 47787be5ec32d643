import { freemem } from "node:os";
import type { Column, Frame } from "../../data/column.ts";

const UNITS = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 } as const;
/** Of a text in JavaScript, beside two bytes a letter. */
const BYTES_A_TEXT = 40;

/** Bytes that rows may take by `training.memory`: a size such as `512 MB`, or for `auto` a share of what is free. */
export function memoryLimit(setting: string, share = 0.5): number {
  const [, size, unit] = /^([\d.]+) ?([KMGT])/i.exec(setting) ?? [];
  if (size === undefined || unit === undefined) return availableMemory() * share;
  return Number(size) * UNITS[unit.toUpperCase() as keyof typeof UNITS];
}

/** What this process may still take, as its container says where there is one. */
const availableMemory = (): number => (process as { availableMemory?: () => number }).availableMemory?.() ?? freemem();

/** Bytes that a frame takes for each of its rows. */
export function bytesARow({ rows, columns }: Frame): number {
  return columns.reduce((sum, column) => sum + bytesOf(column), 0) / Math.max(1, rows);
}

/** Letters of the texts of a row. */
export const lettersARow = ({ rows, columns }: Frame): number =>
  columns.reduce((sum, column) => sum + (column.kind === "text" ? lettersOf(column.values) : 0), 0) / Math.max(1, rows);

const lettersOf = (texts: readonly (string | null)[]): number => texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);

function bytesOf(column: Column): number {
  if (column.kind === "category") return column.codes.byteLength;
  if (column.kind !== "text") return column.values.byteLength;
  return BYTES_A_TEXT * column.values.length + 2 * lettersOf(column.values);
}
