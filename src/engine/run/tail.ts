import { closeSync, openSync, readSync } from "node:fs";
import type { MetricSummary } from "../../protocol/run.ts";
import { MetricSummaries, parseMetricLines } from "../store/metrics.ts";

const CHUNK_BYTES = 1 << 16;

/** Follows a growing `metrics.jsonl`: each look reads only what was appended since the last. */
export class JournalTail {
  readonly #file: string;
  readonly #summaries = new MetricSummaries();
  readonly #chunk = Buffer.alloc(CHUNK_BYTES);
  #offset = 0;
  #rest = "";

  constructor(file: string) {
    this.#file = file;
  }

  /** What each series says by now. */
  summaries(): Record<string, MetricSummary> {
    for (const line of parseMetricLines(this.#appended())) this.#summaries.add(line);
    return this.#summaries.all();
  }

  /** The whole lines that are new; a line still being written waits for the next look. */
  #appended(): string {
    let text = this.#rest;
    try {
      const file = openSync(this.#file, "r");
      try {
        for (let read = -1; read !== 0; ) {
          read = readSync(file, this.#chunk, 0, CHUNK_BYTES, this.#offset);
          this.#offset += read;
          text += this.#chunk.toString("latin1", 0, read); // bytes for bytes: a letter may be cut in two here
        }
      } finally {
        closeSync(file);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    const end = text.lastIndexOf("\n") + 1;
    this.#rest = text.slice(end);
    return Buffer.from(text.slice(0, end), "latin1").toString("utf8");
  }
}
