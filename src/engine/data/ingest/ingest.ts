import { createHash } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RejectedRow } from "../../../protocol/profile.ts";
import type { DataFile, ReadingOptions } from "../../../protocol/reading.ts";
import { cancelled } from "../../../shared/errors.ts";
import { Database, numberOf } from "../database.ts";
import { fileChanged } from "../errors.ts";
import { loadDelimited } from "./delimited.ts";
import { type FoundFile, filesNamed, lookAt } from "./files.ts";
import type { Loaded, Work } from "./loaded.ts";
import { type Scan, stampOf } from "./scan.ts";
import { loadStructured } from "./structured.ts";

export interface IngestOptions extends ReadingOptions {
  /** DuckDB file to make. Files beside it are used for the work and removed. */
  database: string;
  signal?: AbortSignal | undefined;
  /** Fraction done, 0 to 1, and what is being done. */
  progress?: ((fraction: number, phase: string) => void) | undefined;
  /** Keep this many rows, drawn by a fixed seed; `__row` stays the row's number in the file. */
  sample?: number | undefined;
  memoryLimit?: number | undefined;
  /** A query may read files below it, and below its own directory. */
  folder?: string | undefined;
  /** URL of a database by the name of its connection; the environment's where absent. */
  connection?: ((name: string) => string | undefined) | undefined;
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
  /** Of the file's bytes; of several, of the lines `<sha256>  <name>` of each. */
  sha256: string;
  /** Every file that was read, by absolute path. */
  files: DataFile[];
}

/**
 * Reads what `file` names (an absolute path or glob: CSV, TSV, JSON, JSON Lines, Parquet, as they are or by gzip) into a
 * DuckDB file: table `data` with the columns as named and `__row`, the data row from 1 in the files' order. Throws input
 * errors that name the line where there is one.
 */
export async function ingest(file: string, options: IngestOptions): Promise<Ingested> {
  const { signal, progress, sample } = options;
  const directory = `${options.database}.work`;
  const scratch = async (name: string) => {
    await mkdir(directory, { recursive: true });
    return join(directory, name);
  };
  progress?.(0, "reading the file");
  let database: Database | undefined;
  try {
    const found = await lookAt(file, await filesNamed(file), scratch, signal);
    progress?.(0.2, "reading rows");
    database = await Database.open(options.database, { signal, memoryLimit: options.memoryLimit });
    const work: Work = { signal, scratch, progress: (fraction) => progress?.(0.2 + 0.7 * fraction, "reading rows") };
    const { notes, rejected } = await load(database, found, work, options);
    progress?.(0.9, "numbering rows");
    await database.run("ALTER TABLE data ADD COLUMN __row BIGINT");
    await database.run("UPDATE data SET __row = rowid + 1");
    const sampledFrom = sample === undefined ? null : await draw(database, sample);
    const rows = numberOf((await database.one("SELECT count(*) AS n FROM data")).n);
    const described = await database.all("DESCRIBE data");
    const columns = described
      .map((row) => ({ name: String(row.column_name), storage: String(row.column_type) }))
      .filter(({ name }) => name !== "__row");
    for (const { file: path, scan } of found) if ((await stampOf(path)) !== scan.stamp) throw fileChanged(path);
    await database.run("CHECKPOINT");
    progress?.(1, "read");
    return { database: options.database, rows, sampledFrom, columns, notes, rejected, ...identityOf(found) };
  } catch (error) {
    throw signal?.aborted ? cancelled() : error;
  } finally {
    database?.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function load(database: Database, found: FoundFile[], work: Work, options: ReadingOptions): Promise<Loaded> {
  return found[0]?.format === "delimited" ? loadDelimited(database, found, work, options) : loadStructured(database, found, work, options);
}

function identityOf(found: readonly FoundFile[]): Pick<Ingested, "bytes" | "sha256" | "encoding" | "files"> {
  const [first] = found as [FoundFile];
  const several = found.map(({ scan, label }) => `${scan.sha256}  ${label}\n`).join("");
  return {
    bytes: found.reduce((sum, { scan }) => sum + scan.bytes, 0),
    sha256: found.length === 1 ? first.scan.sha256 : createHash("sha256").update(several).digest("hex"),
    encoding: first.format === "parquet" ? "binary" : encodingName(first.text),
    files: found.map(({ file, scan: { bytes, sha256 } }) => ({ path: file, bytes, sha256 })),
  };
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

const encodingName = ({ encoding, bom }: Scan): string => (encoding === "utf-8" && bom ? "utf-8-bom" : encoding);
