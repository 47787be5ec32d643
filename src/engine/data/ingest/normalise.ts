import { createReadStream, createWriteStream } from "node:fs";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cancelled } from "../../../shared/errors.ts";
import { databaseTrouble } from "../duckdb-errors.ts";
import { decoderOf, type Encoding } from "./encoding.ts";

/** Writes a text file again as UTF-8 with LF line ends, the only form that DuckDB's reader never misreads. */
export async function normalise(file: string, encoding: Encoding, out: string, signal?: AbortSignal): Promise<void> {
  const decoder = new TextDecoder(decoderOf(encoding));
  let pendingCr = false;
  const lines = (text: string, last: boolean): string => {
    const all = pendingCr ? `\r${text}` : text;
    pendingCr = !last && all.endsWith("\r");
    return (pendingCr ? all.slice(0, -1) : all).replace(/\r\n?/g, "\n");
  };
  const convert = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, lines(decoder.decode(chunk, { stream: true }), false));
    },
    flush(done) {
      done(null, lines(decoder.decode(), true));
    },
  });
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), convert, createWriteStream(out), signal ? { signal } : {});
  } catch (error) {
    throw signal?.aborted ? cancelled() : databaseTrouble(error);
  }
}
