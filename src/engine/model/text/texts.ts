import type { Column } from "../../data/column.ts";
import type { Prepared } from "../../recipe/apply.ts";
import { type Matrix, toMatrix } from "../../recipe/matrix.ts";
import { plainWords, textsOf } from "../../recipe/text/words.ts";
import { joinMatrices } from "../../train/stream/join.ts";
import { noTextColumn, textColumnUnknown } from "./errors.ts";

/** Rows as a text classifier reads them. */
export interface TextRows {
  rows: number;
  /** Names of the columns of text. */
  columns: string[];
  /** Words of each row, those of several columns one after another. */
  words: string[][];
  /** The other columns, which have to be numbers; null where there are none. */
  others: Matrix | null;
}

/** One of some with the same columns. */
export function joinTexts(parts: readonly TextRows[]): TextRows {
  const others = parts.flatMap((part) => (part.others ? [part.others] : []));
  return {
    rows: parts.reduce((sum, { rows }) => sum + rows, 0),
    columns: parts[0]?.columns ?? [],
    words: parts.flatMap(({ words }) => words),
    others: others.length === 0 ? null : joinMatrices(others),
  };
}

/** `named`: the columns that hold text; absent: all that are free text. A missing text is an empty one. */
export function readTexts(prepared: Prepared, named: readonly string[] | undefined): TextRows {
  const names = prepared.columns.map(({ name }) => name);
  const unknown = named?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw textColumnUnknown(unknown, names);
  const isText = (column: Column) => (named ? named.includes(column.name) : column.kind === "text");
  const texts = prepared.columns.filter((column) => isText(column) && (column.kind === "text" || column.kind === "category"));
  const rest = prepared.columns.filter((column) => !texts.includes(column));
  if (texts.length === 0) throw noTextColumn(prepared.columns);
  const byColumn = texts.map((column) => textsOf(column, "empty"));
  return {
    rows: prepared.rows,
    columns: texts.map(({ name }) => name),
    words: Array.from({ length: prepared.rows }, (_, row) => byColumn.flatMap((values) => plainWords(values[row] as string))),
    others: rest.length === 0 ? null : toMatrix({ ...prepared, columns: rest }),
  };
}
