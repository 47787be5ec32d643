import type { Column } from "./column.ts";
import { double } from "./sql.ts";

export type Kind = Column["kind"];

const NUMBER = /^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;
const INTEGER = /^U?((TINY|SMALL|BIG|HUGE)INT|INTEGER)/;
const DATE = /^(DATE|TIMESTAMP)/;

export const isNumber = (storage: string): boolean => NUMBER.test(storage) && !isNested(storage);
export const isInteger = (storage: string): boolean => INTEGER.test(storage) && !isNested(storage);
export const isDate = (storage: string): boolean => DATE.test(storage) && !isNested(storage);
export const isText = (storage: string): boolean => storage === "VARCHAR";

/** Lists of numbers are no numbers. */
const isNested = (storage: string): boolean => storage.endsWith("]");

/** What is known of a column of text. */
interface TextFigures {
  count: number;
  distinct: number;
  meanLength: number;
}

const FEW = 20;
const MOST_LEVELS = 1_000;
const LONG = 50;

/** Text that repeats itself names categories; text that hardly does, or is long, is free text. */
export function textKind({ count, distinct, meanLength }: TextFigures): "category" | "text" {
  if (distinct <= FEW) return meanLength > LONG * 2 && distinct === count && count > 1 ? "text" : "category";
  if (meanLength > LONG || distinct > count * 0.5) return "text";
  return distinct > MOST_LEVELS && distinct > count * 0.05 ? "text" : "category";
}

/** SQL: a column as DOUBLE, NULL where missing, not finite or not a number. Dates are epoch milliseconds, UTC. */
export function numberSql(column: string, storage: string): string {
  if (isDate(storage)) return `CASE WHEN isfinite(${column}) THEN epoch_us(${column}::TIMESTAMP) / ${double(1000)} END`;
  if (/^(FLOAT|DOUBLE)$/.test(storage)) return `CASE WHEN isfinite(${column}) THEN ${column}::DOUBLE END`;
  if (isNumber(storage)) return `${column}::DOUBLE`;
  return `CASE WHEN isfinite(try_cast(${column} AS DOUBLE)) THEN try_cast(${column} AS DOUBLE) END`;
}

/** SQL: a column as the text of a label; whole numbers without a decimal point. */
export function labelSql(column: string, storage: string): string {
  if (isText(storage)) return column;
  if (!/^(FLOAT|DOUBLE)$/.test(storage)) return `${column}::VARCHAR`;
  return `CASE WHEN ${column} = trunc(${column}) AND abs(${column}) < 1e15 THEN ${column}::BIGINT::VARCHAR ELSE ${column}::VARCHAR END`;
}
