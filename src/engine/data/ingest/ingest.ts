import { rm } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import type { RejectedRow } from "../../../protocol/profile.ts";
import { cancelled } from "../../../shared/errors.ts";
import { Database, numberOf } from "../database.ts";
import { fileBinary, fileChanged, fileEmpty } from "../errors.ts";
import { binaryKind } from "./binary.ts";
import { COPY, loadDelimited } from "./delimited.ts";
import { type Scan, scanFile, stampOf } from "./scan.ts";
import { loadStructured } from "./structured.ts";

export interface IngestOptions {
  /** DuckDB file to make. Files beside it are used for the work and removed. */
  database: string;
  signal?: AbortSignal | undefined;
  /** Fraction done, 0 to 1, and what is being done. */
  progress?: ((fraction: number, phase: string) => void) | undefined;
  /** Keep this many rows, drawn by a fixed seed; `__row` stays the row's number in the file. */
  sample?: number | undefined;
  memoryLimit?: number | undefined;
}

export interface Ingested {
  database: string;
  rows: number;
  /** Rows of the file where only a sample was kept. */
  sampledFrom: number | null;
  /** In the file's order; storage as DuckDB names it. */
  columns: { name: string; storage: string }[];
  /** `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `latin-1`, or `binary` for Parquet. */
  encoding: string;
  notes: string[];
  rejected: { count: number; first: RejectedRow[] };
  bytes: number;
  sha256: string;
}

/**
 * Reads a data file (CSV, TSV, JSON, JSON Lines, Parquet) into a DuckDB file: table `data` with the columns as named
 * and `__row`, the data row from 1 in the file's order. Throws input errors that name the line where there is one.
 */
export async function ingest(file: string, options: IngestOptions): Promise<Ingested> {
  const { signal, progress, sample } = options;
  progress?.(0, "reading the file");
  const scan = await scanFile(file, signal);
  if (scan.bytes === 0) throw fileEmpty(file);
  progress?.(0.2, "reading rows");
  const database = await Database.open(options.database, { signal, memoryLimit: options.memoryLimit });
  try {
    const { notes, rejected } = await load(database, file, scan, dirname(options.database), signal);
    progress?.(0.9, "numbering rows");
    await database.run("ALTER TABLE data ADD COLUMN __row BIGINT");
    await database.run("UPDATE data SET __row = rowid + 1");
    const sampledFrom = sample === undefined ? null : await draw(database, sample);
    const rows = numberOf((await database.one("SELECT count(*) AS n FROM data")).n);
    const described = await database.all("DESCRIBE data");
    const columns = described
      .map((row) => ({ name: String(row.column_name), storage: String(row.column_type) }))
      .filter(({ name }) => name !== "__row");
    if ((await stampOf(file)) !== scan.stamp) throw fileChanged(file);
    await database.run("CHECKPOINT");
    progress?.(1, "read");
    const { bytes, sha256 } = scan;
    return { database: options.database, rows, sampledFrom, columns, encoding: encodingName(file, scan), notes, rejected, bytes, sha256 };
  } catch (error) {
    throw signal?.aborted ? cancelled() : error;
  } finally {
    database.close();
    await rm(join(dirname(options.database), COPY), { force: true });
  }
}

async function load(database: Database, file: string, scan: Scan, directory: string, signal: AbortSignal | undefined) {
  const extension = extname(file).toLowerCase();
  if (extension === ".parquet") return loadStructured(database, file);
  const binary = binaryKind(scan.head, scan.encoding);
  if (binary) throw fileBinary(file, binary.what, binary.remedy);
  if (scan.zeros && !scan.encoding.startsWith("utf-16")) throw fileBinary(file, "a file with zero bytes", "Save it again as UTF-8 text.");
  if ([".json", ".jsonl", ".ndjson"].includes(extension)) return loadStructured(database, file);
  return loadDelimited(database, file, scan, directory, signal);
}

/** Keeps `count` rows, the same for the same file. Returns how many there were. */
async function draw(database: Database, count: number): Promise<number | null> {
  const rows = numberOf((await database.one("SELECT count(*) AS n FROM data")).n);
  if (rows <= count) return null;
  await database.run(
    `CREATE TABLE drawn AS SELECT * FROM data WHERE __row IN (SELECT __row FROM data ORDER BY md5('sample:' || __row) LIMIT ${count}) ORDER BY __row`,
  );
  await database.run("DROP TABLE data");
  await database.run("ALTER TABLE drawn RENAME TO data");
  return rows;
}

const encodingName = (file: string, { encoding, bom }: Scan): string =>
  extname(file).toLowerCase() === ".parquet" ? "binary" : encoding === "utf-8" && bom ? "utf-8-bom" : encoding;
