import { readFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { JOURNAL, type MetricLine } from "../../../protocol/journal.ts";
import type { MetricSummary, ParamValue } from "../../../protocol/run.ts";
import { MetricSummaries, parseMetricLines } from "../metrics.ts";

/** Follows a journal that another process writes: each look reads only what is new. */
export class JournalReader {
  #directory: string;
  #read = 0;
  #rest = Buffer.alloc(0);
  #summaries = new MetricSummaries();
  #lastTime: number | null = null;
  #looking: Promise<Record<string, MetricSummary>> = Promise.resolve({});

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Timestamp of the newest line seen. */
  get lastTime(): number | null {
    return this.#lastTime;
  }

  /** One look at a time: two at once would count the same lines twice. */
  metrics(): Promise<Record<string, MetricSummary>> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#look());
    return this.#looking;
  }

  async #look(): Promise<Record<string, MetricSummary>> {
    const file = await open(join(this.#directory, JOURNAL.metrics)).catch(() => undefined);
    if (!file) return this.#summaries.all();
    try {
      for await (const chunk of file.createReadStream({ start: this.#read, autoClose: false })) this.#take(chunk as Buffer);
    } finally {
      await file.close();
    }
    return this.#summaries.all();
  }

  #take(chunk: Buffer): void {
    this.#read += chunk.length;
    const text = Buffer.concat([this.#rest, chunk]);
    const end = text.lastIndexOf(10) + 1;
    this.#rest = text.subarray(end);
    for (const line of parseMetricLines(text.toString("utf8", 0, end))) {
      this.#summaries.add(line);
      this.#lastTime = line.timestamp;
    }
  }
}

/** The metrics of a journal nobody writes any more. */
export function summariseJournal(directory: string): Record<string, MetricSummary> {
  const summaries = new MetricSummaries();
  for (const line of parseMetricLines(readText(join(directory, JOURNAL.metrics)))) summaries.add(line);
  return summaries.all();
}

export const journalLines = async (directory: string): Promise<MetricLine[]> =>
  parseMetricLines(await readFile(join(directory, JOURNAL.metrics), "utf8").catch(() => ""));

/** The params a journal has; a later value of a key replaces an earlier one, a torn line is passed over. */
export function journalParams(directory: string): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {};
  for (const line of readText(join(directory, JOURNAL.params)).split("\n")) {
    try {
      if (line !== "") Object.assign(params, JSON.parse(line));
    } catch {
      // torn by a crash
    }
  }
  return params;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
