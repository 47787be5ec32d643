import type { DuckDBDataChunk } from "@duckdb/node-api";
import type { CategoryColumn, TextColumn } from "./column.ts";
import { doublesOf, integersOf } from "./vectors.ts";

/** A column to be filled chunk by chunk from one expression. */
export interface Fill<C> {
  column: C;
  sql: string;
  take(chunk: DuckDBDataChunk, index: number, at: number): void;
}

export function numberFill<K extends "number" | "date">(
  name: string,
  kind: K,
  sql: string,
  count: number,
): Fill<{ kind: K; name: string; values: Float64Array }> {
  const values = new Float64Array(count);
  return {
    column: { kind, name, values },
    sql: `coalesce(${sql}, 'nan'::DOUBLE)`,
    take: (chunk, i, at) => values.set(doublesOf(chunk, i), at),
  };
}

export function codeFill(name: string, sql: string, levels: string[], count: number): Fill<CategoryColumn> {
  const codes = new Int32Array(count);
  return {
    column: { kind: "category", name, codes, levels },
    sql: `coalesce(${sql}, -1)`,
    take: (chunk, i, at) => codes.set(integersOf(chunk, i), at),
  };
}

export function textFill(name: string, sql: string, count: number): Fill<TextColumn> {
  const values = new Array<string | null>(count).fill(null);
  const take: Fill<TextColumn>["take"] = (chunk, i, at) => {
    for (const [k, value] of chunk.getColumnValues(i).entries()) values[at + k] = value === null ? null : String(value);
  };
  return { column: { kind: "text", name, values }, sql, take };
}
