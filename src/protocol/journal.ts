import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { ParamValue } from "./run.ts";

/** One line of `metrics.jsonl`; MLflow's fields. `step` counts epochs from 1, `timestamp` is epoch milliseconds. */
export interface MetricLine {
  key: string;
  value: number | "NaN" | "Infinity" | "-Infinity";
  step: number;
  timestamp: number;
}

/** Files of a live run's directory. What a process that dies leaves here is enough to keep the run. */
export const JOURNAL = {
  run: "run.json",
  metrics: "metrics.jsonl",
  params: "params.jsonl",
  output: "output.txt",
  artifacts: "artifacts",
} as const;

/** In a live run's directory, and in the commit of a run that did not come to its end: what it can be resumed from. */
export const CHECKPOINT = {
  directory: "checkpoint",
  /** The newest state of the training, as safetensors. */
  state: "state.safetensors",
  /** How rows beyond memory are gone through, or null. */
  rows: "rows.json",
  /** The experiment as it ran. */
  experiment: "experiment.json",
} as const;

const FLUSH_EVERY_MS = 1000;

/** Appends to a run's journal. Each call is in the operating system's hands when it returns; the disk has it within a second. */
export class Journal {
  readonly directory: string;
  #files = new Map<string, number>();
  #synced = 0;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(join(directory, JOURNAL.artifacts), { recursive: true });
  }

  metrics(values: Record<string, number>, step: number, timestamp = Date.now()): void {
    const lines = Object.entries(values).map(([key, value]) => {
      const line: MetricLine = { key, value: Number.isFinite(value) ? value : (String(value) as "NaN"), step, timestamp };
      return `${JSON.stringify(line)}\n`;
    });
    this.#append(JOURNAL.metrics, lines.join(""));
  }

  /** Later values of a key replace earlier ones. */
  params(values: Record<string, ParamValue>): void {
    this.#append(JOURNAL.params, `${JSON.stringify(values)}\n`);
  }

  /** All of it is on the disk when this returns. */
  sync(): void {
    for (const file of this.#files.values()) fdatasyncSync(file);
  }

  close(): void {
    for (const file of this.#files.values()) {
      fdatasyncSync(file);
      closeSync(file);
    }
    this.#files.clear();
  }

  #append(name: string, text: string): void {
    if (text === "") return;
    let file = this.#files.get(name);
    if (file === undefined) {
      file = openSync(join(this.directory, name), "a");
      this.#files.set(name, file);
    }
    writeSync(file, text);
    if (Date.now() - this.#synced < FLUSH_EVERY_MS) return;
    fdatasyncSync(file);
    this.#synced = Date.now();
  }
}
