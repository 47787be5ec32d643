import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ReadingOptions } from "../../../protocol/reading.ts";
import { cancelled } from "../../../shared/errors.ts";
import { Database, numberOf } from "../database.ts";
import { isQueryFile, type Query, readQuery } from "../query/read.ts";
import { sampleSql } from "../sample.ts";
import { type FoundFile, looksWide } from "./files.ts";
import { type Identity, identityOf } from "./identity.ts";
import { isFolder, loadImages } from "./images.ts";
import { loadFiles, lookAtNamed } from "./load-files.ts";
import type { Loaded, Work } from "./loaded.ts";
import { checkUnchanged, type Scan } from "./scan.ts";

export interface IngestOptions extends ReadingOptions {
  /** DuckDB file to make. Files beside it are used for the work and removed. */
  database: string;
  signal?: AbortSignal | undefined;
  /** Fraction done, 0 to 1, and what is being done. */
  progress?: ((fraction: number, phase: string) => void) | undefined;
  /** Keep this many rows, drawn by `seed` (0 where absent); `__row` stays the row's number in the file. */
  sample?: number | undefined;
  seed?: number | undefined;
  memoryLimit?: number | undefined;
  /** A query may read files below it, and below its own directory. */
  folder?: string | undefined;
}

export interface Ingested extends Loaded, Identity {
  database: string;
  rows: number;
  /** Rows of the file where only a sample was kept. */
  sampledFrom: number | null;
  /** In the file's order; storage as DuckDB names it. */
  columns: { name: string; storage: string }[];
}

/**
 * Reads what `file` names into a DuckDB file: table `data` with the columns as named and `__row`, the data row from 1 in
 * the files' order. `file` is an absolute path or glob (CSV, TSV, JSON, JSON Lines, Parquet, as they are or by gzip), a folder
 * of images, or a query (`.sql`) over files or, where its first lines name a connection, in a PostgreSQL database. Throws input errors that
 * name the line where there is one.
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
    const work: Work = { signal, scratch, progress: (fraction) => progress?.(0.1 + 0.8 * fraction, "reading rows") };
    const images = await isFolder(file);
    const found = images || isQueryFile(file) ? null : await lookAtNamed(file, work);
    database = await Database.open(options.database, { signal, memoryLimit: options.memoryLimit, wide: found?.some(looksWide) ?? false });
    await database.run("SET force_compression = 'uncompressed'"); // trying compressions takes a third of the time, to save disk for a while
    const loaded = images
      ? await loadImages(database, file, work)
      : found === null
        ? await loadFrom(database, await readQuery(file), work, options)
        : await load(database, found, work, options);
    progress?.(0.9, "numbering rows");
    await database.run("ALTER TABLE data ADD COLUMN __row BIGINT");
    await database.run("UPDATE data SET __row = rowid + 1");
    const sampledFrom = sample === undefined ? null : await draw(database, sample, options.seed ?? 0);
    const rows = numberOf((await database.one("SELECT count(*) AS n FROM data")).n);
    const described = await database.all("DESCRIBE data");
    const columns = described
      .map((row) => ({ name: String(row.column_name), storage: String(row.column_type) }))
      .filter(({ name }) => name !== "__row");
    await database.run("CHECKPOINT");
    progress?.(1, "read");
    return { database: options.database, rows, sampledFrom, columns, ...loaded };
  } catch (error) {
    throw signal?.aborted ? cancelled() : error;
  } finally {
    database?.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function loadFrom(database: Database, query: Query, work: Work, options: IngestOptions): Promise<Loaded & Identity> {
  const { folder, memoryLimit } = options;
  if (query.connection !== null) {
    const { loadPostgres } = await import("../postgres/load.ts");
    return loadPostgres(database, query, work);
  }
  const { loadQuery } = await import("../query/load.ts");
  return loadQuery(database, query, { ...work, folder, memoryLimit }, options);
}

async function load(database: Database, found: FoundFile[], work: Work, options: IngestOptions): Promise<Loaded & Identity> {
  const [first] = found as [FoundFile];
  const loaded = await loadFiles(database, found, work, options);
  await checkUnchanged(found);
  return { ...loaded, ...identityOf(found, first.format === "parquet" ? "binary" : encodingName(first.text)) };
}

/** Keeps `count` rows, the same for the same file and seed. Returns how many there were. */
async function draw(database: Database, count: number, seed: number): Promise<number | null> {
  const rows = numberOf((await database.one("SELECT count(*) AS n FROM data")).n);
  if (rows <= count) return null;
  await database.run(`CREATE TABLE drawn AS ${sampleSql({ count, seed })}`);
  await database.run("DROP TABLE data");
  await database.run("ALTER TABLE drawn RENAME TO data");
  return rows;
}

const encodingName = ({ encoding, bom }: Scan): string => (encoding === "utf-8" && bom ? "utf-8-bom" : encoding);
