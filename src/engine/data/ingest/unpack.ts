import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { cancelled } from "../../../shared/errors.ts";
import { databaseTrouble } from "../duckdb-errors.ts";
import { fileBinary } from "../errors.ts";

export const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Writes what a gzip file holds to `out`, and returns `out`. */
export async function unpack(file: string, out: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    await pipeline(createReadStream(file), createGunzip(), createWriteStream(out), signal ? { signal } : {});
    return out;
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    const { code = "" } = error as NodeJS.ErrnoException;
    if (/^Z_|^ERR_.*ZLIB/.test(code)) throw fileBinary(file, "a damaged gzip file", "Compress the data again, or copy the file again.");
    throw databaseTrouble(error);
  }
}
