import { cpSync, existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { BACKENDS, type Backend, type BackendName } from "../../protocol/backend.ts";
import { JOURNAL, Journal } from "../../protocol/journal.ts";
import type { ParamValue } from "../../protocol/run.ts";
import type { ScriptJob, ScriptOutcome, WorkerState } from "../../protocol/worker.ts";
import type { Fit, FitObserver, FitParams } from "../../sdk/autolog/fit.ts";
import { paramsOf } from "../../sdk/autolog/params.ts";
import type { RunHandle } from "../../sdk/handle.ts";
import { ModelKeeper } from "./models.ts";

/** The engine that all copies of TensorFlow.js in a process share. */
interface TensorflowEngine {
  backendName?: string;
  backendInstance?: { binding?: { TF_Version?: string } };
}

/** At most ten states a second leave the process. */
const STATE_EVERY_MS = 100;

/** Keeps what a script does: its params, metrics, models, notes. The journal has all of it at any moment. */
export class Recorder implements FitObserver, RunHandle {
  readonly seed: number | null;
  readonly signal: AbortSignal;
  readonly #job: ScriptJob;
  readonly #send: (state: WorkerState) => void;
  readonly #journal: Journal;
  readonly #models: ModelKeeper;
  readonly #params: Record<string, ParamValue> = {};
  readonly #notes: string[] = [];
  readonly #last: Record<string, number> = {};
  readonly #running = new Set<Fit>();
  readonly #epochs = new Map<Fit, number>();
  #reasons: Partial<Record<BackendName, Backend>> = {};
  #backend: Backend | null = null;
  #fits = 0;
  #sent = 0;

  constructor(job: ScriptJob, signal: AbortSignal, send: (state: WorkerState) => void) {
    this.#job = job;
    this.seed = job.seed;
    this.signal = signal;
    this.#send = send;
    this.#journal = new Journal(job.directory);
    this.#models = new ModelKeeper(join(job.directory, JOURNAL.artifacts), (text) => this.note(text));
    signal.addEventListener("abort", () => this.#stopFits(), { once: true });
  }

  /** What is known of the backends beforehand, so that a fit can say why it is on one. */
  expect(reasons: Partial<Record<BackendName, Backend>>): void {
    this.#reasons = reasons;
  }

  begin(fit: Fit, params: FitParams): void {
    this.#fits += 1;
    this.#running.add(fit);
    this.#epochs.set(fit, params.epochs - params.initialEpoch);
    this.#backend = this.#currentBackend();
    const { prefix } = this.#models.of(fit.model);
    this.params(Object.fromEntries(Object.entries(paramsOf(fit, params)).map(([name, value]) => [prefix + name, value])));
    if (this.signal.aborted) this.#stopFits();
    this.#state("training", 0, fit);
  }

  epoch(fit: Fit, epoch: number, values: Record<string, number>): void {
    const model = this.#models.of(fit.model);
    model.epochs += 1;
    this.metrics(Object.fromEntries(Object.entries(values).map(([name, value]) => [model.prefix + name, value])), model.epochs);
    if (this.signal.aborted) this.#stopFits();
    if (Date.now() - this.#sent >= STATE_EVERY_MS) this.#state("training", epoch, fit);
  }

  async end(fit: Fit): Promise<void> {
    this.#running.delete(fit);
    this.#epochs.delete(fit);
    this.#state("running", this.#models.of(fit.model).epochs, undefined);
    await this.#models.keep(fit.model);
  }

  params(values: Record<string, ParamValue>): void {
    Object.assign(this.#params, values);
    this.#journal.params(values);
  }

  metrics(values: Record<string, number>, step: number): void {
    Object.assign(this.#last, values);
    this.#journal.metrics(values, step);
  }

  artifact(path: string): void {
    const source = resolve(path);
    if (!existsSync(source)) throw new Error(`run.artifact: there is no file ${path}`);
    cpSync(source, join(this.#job.directory, JOURNAL.artifacts, basename(source)), { recursive: true });
  }

  note(text: string): void {
    if (!this.#notes.includes(text)) this.#notes.push(text);
  }

  /** The script is over: what is still to be written is written. */
  async finish(): Promise<ScriptOutcome> {
    await this.#models.keepPending();
    if (this.#fits === 0) this.note("The script never called fit or fitDataset: it has only what it logged itself.");
    this.close();
    return { backend: this.#backend, params: this.#params, fits: this.#fits, notes: this.#notes };
  }

  close(): void {
    this.#journal.close();
  }

  #stopFits(): void {
    for (const { inner } of this.#running) inner.stopTraining = true;
  }

  #state(phase: string, epoch: number, fit: Fit | undefined): void {
    this.#sent = Date.now();
    const epochs = (fit && this.#epochs.get(fit)) ?? null;
    const fraction = epochs ? Math.min(1, epoch / epochs) : null;
    this.#send({ run: this.#job.run, phase, epoch, epochs, fraction, last: { ...this.#last }, backend: this.#backend });
  }

  #currentBackend(): Backend | null {
    const { backendName, backendInstance } = (globalThis as { _tfengine?: TensorflowEngine })._tfengine ?? {};
    const name = BACKENDS.find((known) => known === backendName);
    if (!name) return null;
    const native = backendInstance?.binding?.TF_Version;
    const hint = name === "cpu" ? " `--backend wasm` or `--backend tensorflow` is usually faster." : "";
    return (
      this.#reasons[name] ?? {
        name,
        version: [name, native].filter(Boolean).join(" "),
        reason: `The script's own TensorFlow.js chose it.${hint}`,
      }
    );
  }
}
