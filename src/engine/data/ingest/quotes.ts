import { createReadStream } from "node:fs";

const QUOTE = 34;
const LF = 10;

/**
 * Line of the quote that is still open at the end of a delimited file; null where all are closed. DuckDB takes such
 * a file in silence, with its rest as one value.
 */
export async function findOpenQuote(file: string, delimiter: string, signal?: AbortSignal): Promise<number | null> {
  const separator = delimiter.charCodeAt(0);
  let line = 1;
  let openedIn = 1;
  let state: "start" | "bare" | "quoted" | "after" = "start";
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, ...(signal && { signal }) }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === LF) line += 1;
      if (state === "quoted") {
        if (byte === QUOTE) state = "after";
      } else if (byte === QUOTE && state === "after") state = "quoted";
      else if (byte === QUOTE && state === "start") {
        state = "quoted";
        openedIn = line;
      } else state = byte === separator || byte === LF ? "start" : "bare";
    }
  }
  return state === "quoted" ? openedIn : null;
}
