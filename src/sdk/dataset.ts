import { readFileSync } from "node:fs";
import { extname } from "node:path";
import { parseDelimited } from "./delimited.ts";
import { currentRun } from "./handle.ts";

export type Value = number | string | boolean | null;
export type Row<V = Value> = Record<string, V>;
export type Column<V = Value> = V[];

/** A small table in memory. Missing is null. */
export interface Dataset<V = Value> {
  /** Column names in file order. */
  names: string[];
  /** One object per row. */
  rows: Row<V>[];
  /** Values of one column, in row order. Throws if there is none of this name. */
  column(name: string): Column<V | null>;
  /** The rows in which none of `names` (all columns without) is missing. */
  complete(names?: string[]): Row<V>[];
}

/** Spellings that mean "missing", beside an empty cell. */
const MISSING = new Set(["", "NA", "N/A", "NULL", "null", "None", "#N/A"]);
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads a .csv, .tsv, .json (an array of objects) or .jsonl file, relative to the current directory, into memory.
 * A column of a .csv or .tsv is numeric if each of its values is; else it is text. Missing values are null.
 */
export function dataset(file: string): Dataset {
  currentRun()?.params({ dataset: file });
  const text = readFileSync(file, "utf8").replace(/^\ufeff/, "");
  const extension = extname(file).toLowerCase();
  if (extension === ".json") return table<Value>(JSON.parse(text));
  if (extension === ".jsonl" || extension === ".ndjson")
    return table<Value>(
      text
        .split("\n")
        .filter((line) => line.trim())
        .map((line) => JSON.parse(line)),
    );
  return table(typedRows(parseDelimited(text, extension === ".tsv" ? "\t" : ",")));
}

/** Rows as a dataset; its columns are those that occur, or the named. */
export function table<V>(rows: Row<V>[], names = [...new Set(rows.flatMap((row) => Object.keys(row)))]): Dataset<V> {
  return {
    names,
    rows,
    column(name) {
      if (!names.includes(name)) throw new Error(`There is no column "${name}"; there are: ${names.join(", ")}`);
      return rows.map((row) => row[name] ?? null);
    },
    complete: (wanted = names) => rows.filter((row) => wanted.every((name) => row[name] !== null && row[name] !== undefined)),
  };
}

function typedRows([header = [], ...records]: string[][]): Row[] {
  const numeric = header.map((_, at) => records.every((record) => isMissing(record[at]) || NUMBER.test((record[at] as string).trim())));
  return records.map((record) => Object.fromEntries(header.map((name, at) => [name, cellValue(record[at], numeric[at] === true)])));
}

const isMissing = (cell: string | undefined) => cell === undefined || MISSING.has(cell.trim());
const cellValue = (cell: string | undefined, numeric: boolean): Value =>
  isMissing(cell) ? null : numeric ? Number(cell) : (cell as string);
