import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "../../src/engine/data/column.ts";
import { type Ingested, ingest } from "../../src/engine/data/ingest/ingest.ts";
import { type FrameQuery, openSource, type SourceReader } from "../../src/engine/data/read.ts";
import { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";

const BASE = tempDir("trainyard-data-");

/** A file of this content in a directory of its own. */
export function fileOf(content: string | Buffer, name = "in.csv"): string {
  const file = join(mkdtempSync(join(BASE, "f-")), name);
  writeFileSync(file, content);
  return file;
}

export const directory = (): string => mkdtempSync(join(BASE, "d-"));

export const ingested = (file: string, sample?: number): Promise<Ingested> =>
  ingest(file, { database: join(directory(), "data.duckdb"), ...(sample !== undefined && { sample }) });

/** What a file's content is read as. */
export async function reading<T>(
  content: string | Buffer,
  work: (reader: SourceReader, found: Ingested) => Promise<T>,
  name?: string,
): Promise<T> {
  const found = await ingested(fileOf(content, name));
  const reader = await openSource(found);
  try {
    return await work(reader, found);
  } finally {
    reader.close();
  }
}

/** Columns as plain lists, missing as null. */
export function plain({ columns }: Frame): Record<string, (number | string | null)[]> {
  return Object.fromEntries(
    columns.map((column) => {
      if (column.kind === "category") return [column.name, [...column.codes].map((code) => column.levels[code] ?? null)];
      if (column.kind === "text") return [column.name, column.values];
      return [column.name, [...column.values].map((value) => (Number.isNaN(value) ? null : value))];
    }),
  );
}

export const table = (content: string | Buffer, query: Partial<FrameQuery> = {}, name?: string) =>
  reading(content, async (reader) => plain(await reader.read({ columns: reader.columns.map((column) => column.name), ...query })), name);

/** Asserts that `work` fails with this code, with a remedy, and no trace of what lies beneath. */
export async function refuses(work: Promise<unknown>, code: string): Promise<TrainyardError> {
  const error = await work.then(
    () => assert.fail(`expected the error ${code}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TrainyardError, `${code}: ${String(error)}`);
  assert.equal(error.code, code, error.facts.message);
  assert.ok(error.facts.remedy.length > 10);
  assert.doesNotMatch(error.facts.message + error.facts.remedy, /duckdb|\bat \w+ \(|Invalid Input Error|read_csv/i);
  return error;
}
