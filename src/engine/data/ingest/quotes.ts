import { createReadStream } from "node:fs";
import { LF, next, type State } from "./state.ts";

/**
 * Line of the quote that is still open at the end of a delimited file; null where all are closed. DuckDB takes such
 * a file in silence, with its rest as one value.
 */
export async function findOpenQuote(file: string, delimiter: string, signal?: AbortSignal): Promise<number | null> {
  const separator = delimiter.charCodeAt(0);
  let line = 1;
  let openedIn = 1;
  let state: State = "start";
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20, ...(signal && { signal }) }) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      const before = state;
      state = next(state, byte, separator);
      if (state === "quoted" && before === "start") openedIn = line;
      if (byte === LF) line += 1;
    }
  }
  return state === "quoted" ? openedIn : null;
}
