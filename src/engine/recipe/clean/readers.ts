import type { Column } from "../../data/column.ts";
import { dateReader } from "../dates/format.ts";
import { parseDate } from "../dates/parse.ts";

interface ReadOptions {
  format?: string | undefined;
  decimal: "." | ",";
}

/** Reads the values of a column as numbers, milliseconds of dates, or 0 and 1: NaN where missing or not to be read. */
export function readerOf(to: "number" | "date" | "boolean", { format, decimal }: ReadOptions): (column: Column) => Float64Array {
  if (to === "number") return (column) => readEach(column, numberReader(decimal), (value) => value);
  if (to === "boolean") return (column) => readEach(column, readBoolean, (value) => (value === 0 || value === 1 ? value : Number.NaN));
  const unit = format === "epoch-seconds" ? 1000 : format === "epoch-milliseconds" ? 1 : null;
  if (unit !== null)
    return (column) =>
      readEach(
        column,
        (text) => asTime(numberReader(".")(text) * unit),
        (value) => asTime(value * unit),
      );
  const read = format === undefined ? parseDate : dateReader(format);
  return (column) => readEach(column, read, (value) => read(String(value)));
}

/** Each label once where a column has levels. Dates are numbers by their milliseconds, and dates already. */
function readEach(column: Column, read: (text: string) => number, convert: (value: number) => number): Float64Array {
  if (column.kind === "date") return column.values;
  if (column.kind === "number") return column.values.map((value) => (Number.isNaN(value) ? value : convert(value)));
  const values = new Float64Array(column.kind === "text" ? column.values.length : column.codes.length);
  if (column.kind === "text") {
    for (let row = 0; row < values.length; row += 1)
      values[row] = column.values[row] === null ? Number.NaN : read(column.values[row] as string);
    return values;
  }
  const byCode = Float64Array.from(column.levels, read);
  for (let row = 0; row < values.length; row += 1) values[row] = byCode[column.codes[row] as number] ?? Number.NaN;
  return values;
}

const NUMBERS = {
  ".": /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:e[+-]?\d+)?$/i,
  ",": /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d*)?(?:e[+-]?\d+)?$/i,
};

function numberReader(decimal: "." | ","): (text: string) => number {
  return (text) => {
    const trimmed = text.trim();
    if (!NUMBERS[decimal].test(trimmed) || !/\d/.test(trimmed)) return Number.NaN;
    const plain = decimal === "." ? trimmed.replaceAll(",", "") : trimmed.replaceAll(".", "").replace(",", ".");
    const value = Number(plain);
    return Number.isFinite(value) ? value : Number.NaN;
  };
}

const TRUE = new Set(["true", "t", "yes", "y", "on", "1"]);
const FALSE = new Set(["false", "f", "no", "n", "off", "0"]);

function readBoolean(text: string): number {
  const word = text.trim().toLowerCase();
  return TRUE.has(word) ? 1 : FALSE.has(word) ? 0 : Number.NaN;
}

/** NaN beyond what a date can hold. */
const asTime = (milliseconds: number) => (Math.abs(milliseconds) <= 8.64e15 ? Math.trunc(milliseconds) : Number.NaN);
