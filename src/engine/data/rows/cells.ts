import type { Cell as Shown } from "../../../protocol/rows.ts";
import type { Cell } from "../database.ts";
import { isDate, isNumber, isText, labelSql } from "../kinds.ts";

const PLAIN = /^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE)$/;
/** Digits that every number keeps on its way through a DOUBLE. */
const SAFE_DIGITS = 15;

/** SQL: a column as `cellOf` takes it. */
export function cellSql(column: string, storage: string): string {
  if (PLAIN.test(storage) || isText(storage)) return column;
  if (storage === "FLOAT") return `${column}::VARCHAR::DOUBLE`; // the shortest text of a FLOAT, not its neighbour's many digits
  if (isDate(storage)) return dateSql(column);
  if (isNumber(storage) || /^(TIME|UUID|INTERVAL|BIT|BLOB|ENUM)/.test(storage)) return `${column}::VARCHAR`;
  return `to_json(${column})::VARCHAR`;
}

/** What a grid shows of a value. */
export function cellOf(value: Cell, storage: string): Shown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value);
  const text = String(value);
  if (!isNumber(storage)) return text;
  return text.replace(/\D/g, "").length <= SAFE_DIGITS ? Number(text) : text;
}

/** SQL: a column as the text that is shown of it; what a search looks into. */
export function shownSql(column: string, storage: string): string {
  if (isText(storage)) return column;
  return isNumber(storage) ? labelSql(column, storage) : cellSql(column, storage);
}

const dateSql = (column: string): string => `regexp_replace(${column}::VARCHAR, ' ', 'T')`;
