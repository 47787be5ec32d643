import { readFile, stat } from "node:fs/promises";
import { accessTrouble } from "../ingest/scan.ts";
import { type QueryFile, queryEmpty, querySeveral, queryUnreadable } from "./errors.ts";
import { codeOf, connectionOf, firstStatement } from "./text.ts";

const MOST_BYTES = 1 << 20;

export interface Query extends QueryFile {
  /** The text up to what ends its statement, from the file's beginning: positions are the file's. */
  query: string;
  /** Database it is for; null: files. */
  connection: string | null;
}

export const isQueryFile = (file: string): boolean => /\.sql$/i.test(file);

/** Reads a query file and checks that it holds one statement. */
export async function readQuery(file: string): Promise<Query> {
  const text = await readText(file);
  const { query, second } = firstStatement(text);
  const whole = { file, text };
  if (codeOf(query).trim() === "") throw queryEmpty(whole);
  if (second !== null) throw querySeveral(whole, second);
  return { ...whole, query, connection: connectionOf(text) };
}

/** Whether a `.sql` file asks for rows: folders hold migrations and schemas too. */
export async function isQuery(file: string): Promise<boolean> {
  const text = await readText(file).catch(() => "");
  return /^[\s(]*(select|with|values|from|table)\b/i.test(codeOf(text));
}

async function readText(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > MOST_BYTES) throw queryUnreadable(file);
    const bytes = await readFile(file);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof TypeError ? queryUnreadable(file) : accessTrouble(file, error);
  }
}
