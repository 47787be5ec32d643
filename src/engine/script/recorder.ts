import { cpSync, existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { BACKENDS, type Backend, type BackendName } from "../../protocol/backend.ts";
import { JOURNAL, Journal } from "../../protocol/journal.ts";
import type { ParamValue } from "../../protocol/run.ts";
import type { ScriptJob, ScriptOutcome, WorkerState } from "../../protocol/worker.ts";
import type { Fit, FitObserver, FitParams } from "../../sdk/autolog/fit.ts";
import { paramsOf, paramsOfLoop } from "../../sdk/autolog/params.ts";
import type { Loop, StepObserver } from "../../sdk/autolog/steps.ts";
import type { RunHandle } from "../../sdk/handle.ts";
import { allThreads, threadsOfEnvironment } from "../backend/threads.ts";
import { tensorWatch } from "./leaks.ts";
import { ModelKeeper } from "./models.ts";
import { NetworkWatch } from "./network-watch.ts";
import { SeriesNames } from "./series-names.ts";
import { type StepSeries, stepSeries } from "./step-series.ts";

/** The engine that all copies of TensorFlow.js in a process share. */
interface TensorflowEngine {
  backendName?: string;
  backendInstance?: { binding?: { TF_Version?: string } };
  state?: { numTensors: number; numBytes: number };
}

/** A loop of the script's own, as far as it has come. */
interface RecordedLoop {
  prefix: string;
  series: StepSeries;
}

/** At most ten states a second leave the process. */
const STATE_EVERY_MS = 100;

/** Keeps what a script does: its params, metrics, models, notes. The journal has all of it at any moment. */
export class Recorder implements FitObserver, StepObserver, RunHandle {
  readonly seed: number | null;
  readonly signal: AbortSignal;
  readonly trained = new NetworkWatch();
  readonly #job: ScriptJob;
  readonly #send: (state: WorkerState) => void;
  readonly #journal: Journal;
  readonly #models: ModelKeeper;
  readonly #params: Record<string, ParamValue> = {};
  readonly #notes: string[] = [];
  readonly #last: Record<string, number> = {};
  readonly #running = new Set<Fit>();
  readonly #epochs = new Map<Fit, number>();
  readonly #names = new SeriesNames();
  readonly #loops = new Map<object, RecordedLoop>();
  readonly #tensors = { epoch: tensorWatch(), step: tensorWatch() };
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
    this.trained.begin(fit, params);
    this.#fits += 1;
    this.#running.add(fit);
    this.#epochs.set(fit, params.epochs - params.initialEpoch);
    this.#backend = this.#currentBackend();
    this.params(prefixed(this.#prefixOf(fit), paramsOf(fit, params)));
    if (this.signal.aborted) this.#stopFits();
    this.#state("training", 0, fit);
  }

  epoch(fit: Fit, epoch: number, values: Record<string, number>): void {
    const model = this.#models.of(fit.model);
    model.epochs += 1;
    this.metrics(prefixed(this.#prefixOf(fit), values), model.epochs);
    this.#countTensors("epoch", inHistory(fit));
    if (this.signal.aborted) this.#stopFits();
    if (Date.now() - this.#sent >= STATE_EVERY_MS) this.#state("training", epoch, fit);
  }

  async end(fit: Fit): Promise<void> {
    this.trained.end(fit);
    this.#running.delete(fit);
    this.#epochs.delete(fit);
    this.#state("running", this.#models.of(fit.model).epochs, undefined);
    await this.#models.keep(fit.model);
  }

  step(loop: Loop, values: Record<string, number>): void {
    const { prefix, series } = this.#loops.get(loop.of) ?? this.#beginLoop(loop);
    const point = series.add(prefixed(prefix, values));
    this.#countTensors("step");
    if (point) this.metrics(point, series.steps);
    if (loop.model) this.#models.of(loop.model).pending = true;
    if (Date.now() - this.#sent >= STATE_EVERY_MS) this.#send({ ...this.#stateOf("training", series.steps), unit: "step" });
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
    for (const { series } of this.#loops.values()) {
      const rest = series.rest();
      if (rest) this.metrics(rest, series.steps);
    }
    for (const unit of ["epoch", "step"] as const) {
      const leak = this.#tensors[unit].note(unit);
      if (leak) this.note(leak);
    }
    if (this.#fits === 0 && this.#loops.size === 0)
      this.note("The script never called fit, fitDataset, trainOnBatch, minimize or applyGradients: it has only what it logged itself.");
    this.close();
    return { backend: this.#backend, params: this.#params, fits: this.#fits, notes: this.#notes };
  }

  close(): void {
    this.#journal.close();
  }

  #stopFits(): void {
    for (const { inner } of this.#running) inner.stopTraining = true;
  }

  #beginLoop(loop: Loop): RecordedLoop {
    const { prefix } = loop.model && loop.of === loop.model ? this.#models.of(loop.model) : { prefix: "" };
    const begun = { prefix: this.#names.prefixOf(loop.of, [prefix, `${prefix}step/`], "loop"), series: stepSeries() };
    this.#loops.set(loop.of, begun);
    this.#backend = this.#currentBackend();
    this.params(prefixed(begun.prefix, paramsOfLoop(loop)));
    return begun;
  }

  #prefixOf({ model }: Fit): string {
    const kept = this.#models.of(model);
    return this.#names.prefixOf(kept, [kept.prefix, `${kept.prefix}fit/`], "fit");
  }

  /** `scalars` that are there are not the script's. */
  #countTensors(unit: "epoch" | "step", scalars = 0): void {
    const { numTensors = 0, numBytes = 0 } = engineOfProcess().state ?? {};
    this.#tensors[unit].add(numTensors - scalars, numBytes - 4 * scalars);
  }

  #state(phase: string, epoch: number, fit: Fit | undefined): void {
    const epochs = (fit && this.#epochs.get(fit)) ?? null;
    this.#send({ ...this.#stateOf(phase, epoch), epochs, fraction: epochs ? Math.min(1, epoch / epochs) : null });
  }

  #stateOf(phase: string, epoch: number): WorkerState {
    this.#sent = Date.now();
    return { run: this.#job.run, phase, epoch, epochs: null, fraction: null, last: { ...this.#last }, backend: this.#backend };
  }

  #currentBackend(): Backend | null {
    const { backendName, backendInstance } = engineOfProcess();
    const name = BACKENDS.find((known) => known === backendName);
    if (!name) return null;
    const native = backendInstance?.binding?.TF_Version;
    const hint = name === "cpu" ? " `--backend wasm` or `--backend tensorflow` is usually faster." : "";
    return (
      this.#reasons[name] ?? {
        name,
        version: [name, native].filter(Boolean).join(" "),
        reason: `The script's own TensorFlow.js chose it.${hint}`,
        ...(native && { threads: threadsOfEnvironment() ?? allThreads() }),
      }
    );
  }
}

/** Figures of the epochs so far that TensorFlow.js keeps as tensors until the fit is over. */
const inHistory = ({ inner }: Fit): number =>
  Object.values(inner.history.history).reduce((sum, values) => sum + (typeof values[0] === "number" ? 0 : values.length), 0);

const engineOfProcess = () => (globalThis as { _tfengine?: TensorflowEngine })._tfengine ?? {};

const prefixed = <T>(prefix: string, values: Record<string, T>): Record<string, T> =>
  prefix === "" ? values : Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));
