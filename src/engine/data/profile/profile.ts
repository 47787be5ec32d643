import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Profile, ProfileQuery } from "../../../protocol/profile.ts";
import { readingOf } from "../../../protocol/reading.ts";
import { Database } from "../database.ts";
import { type Ingested, ingest } from "../ingest/ingest.ts";
import { profileDatabase } from "./database.ts";

export interface ProfileOptions {
  /** What a relative path in the query is relative to. */
  folder: string;
  signal?: AbortSignal | undefined;
  /** Fraction done, 0 to 1, and what is being done. */
  progress?: ((fraction: number, phase: string) => void) | undefined;
  /** For the work; the system's where absent. Nothing is left there. */
  tempDirectory?: string | undefined;
  /** Bytes that DuckDB may use. */
  memoryLimit?: number | undefined;
}

/** Share of the time that reading a file takes. */
export const READING = 0.5;

/** Looks at a whole data file. All figures are exact; memory is bounded by the work on one column, not by the file. */
export async function profile(query: ProfileQuery, options: ProfileOptions): Promise<Profile> {
  const { folder, signal, progress, tempDirectory = tmpdir(), memoryLimit } = options;
  const started = performance.now();
  const file = resolve(folder, query.file);
  const directory = await mkdtemp(join(tempDirectory, "trainyard-profile-"));
  try {
    const ingested: Ingested = await ingest(file, {
      ...readingOf(query),
      folder,
      database: join(directory, "data.duckdb"),
      signal,
      progress: (fraction, phase) => progress?.(fraction * READING, phase),
      sample: query.sample,
      seed: query.seed,
      memoryLimit,
    });
    const database = await Database.open(ingested.database, { readOnly: true, signal, memoryLimit });
    try {
      const found = await profileDatabase(database, ingested, query, {
        directory,
        progress: (fraction, phase) => progress?.(READING + fraction * (1 - READING), phase),
      });
      return { file, ...found, durationMs: Math.round(performance.now() - started) };
    } finally {
      database.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
