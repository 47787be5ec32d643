import type { Optimizer, Scalar, Tensor, Variable } from "@tensorflow/tfjs-core";
import type { TF } from "../binding.ts";
import { Home } from "../home.ts";
import type { StepTimes } from "../model.ts";
import { optimizerState } from "../model-state.ts";
import { asRefused, CompileRefused } from "../refused.ts";
import { Stopwatch } from "../stopwatch.ts";
import { followCall, type Minimize, type Recorded, recordCall, settingsOf } from "./call.ts";
import { EMPTY } from "./catch-up.ts";
import type { Followed, Follower } from "./follower.ts";
import { type Place, placeOf, type ReplayBackend, type ReplayEngine } from "./internals.ts";
import { keyOf } from "./key.ts";
import { type Earlier, makePath } from "./make-path.ts";
import type { Path } from "./path.ts";
import { disposeFacts, type Recording } from "./recording.ts";

export interface MinimizeOptions {
  /** Steps that are made eagerly before anything is compiled, so that short trainings do not pay for it. Default 0. */
  after?: number;
  /** How far the compiled step may be from the eager one, relative to 1 or to the value. Default 1e-4. */
  tolerance?: number;
  /** Hears once why it goes on eagerly. */
  onRefused?(reason: CompileRefused): void;
  /** Hears of the first step that ran as a graph. */
  onCompiled?(): void;
  /** Steps are left alone while it says so. */
  isPaused?(): boolean;
}

interface Known {
  key: string;
  /** With what arguments `minimize` was called, or with respect to what gradients were computed. */
  called: string;
  path: Path;
  /** Calls in a row that kept tensors which the graph does not give. */
  strays: number;
}

/** The steps of one optimizer, by `minimize` or by `applyGradients`: makes them as graphs, where they do what earlier ones did. */
export class OptimizerSteps {
  refused: CompileRefused | null = null;
  readonly optimizer: Optimizer;
  readonly #tf: TF;
  readonly #eager: Minimize;
  readonly #options: MinimizeOptions;
  readonly #watches = { eager: new Stopwatch(), compiled: new Stopwatch() };
  #place: Place | null = null;
  #home: Home | null = null;
  /** The last one used comes first. */
  #known: Known[] = [];
  /** Calls that were recorded once, by their keys. */
  readonly #earlier = new Map<string, Earlier>();
  #numbers = "";
  #recorded = 0;
  /** Grows with calls that no path is known for, and shrinks with others. */
  #misses = 0;
  #lastReason: CompileRefused | null = null;

  /** `eager`: the optimizer's own `minimize`. */
  constructor(tf: TF, optimizer: Optimizer, eager: Minimize, options: MinimizeOptions = {}) {
    this.#tf = tf;
    this.optimizer = optimizer;
    this.#eager = eager;
    this.#options = options;
  }

  /** Steps made so far. */
  get steps(): StepTimes {
    const { eager, compiled } = this.#watches;
    return { eager: { ...eager.quickTime, count: eager.count + this.#recorded }, compiled: compiled.time };
  }

  minimize(f: () => Scalar, returnCost: boolean, variables: Variable[] | undefined): Scalar | null {
    const place = typeof f === "function" && Array.isArray(variables ?? []) ? this.mayCompile() : null;
    if (!place) return this.#watches.eager.measure(() => this.#eager(f, returnCost, variables));
    const call = { optimizer: this.optimizer, eager: this.#eager, f, returnCost, variables };
    const called = `${returnCost} ${variables ? variables.map(({ name }) => name).join() : "*"}`;
    const known = this.paths(called);
    const began = performance.now();
    if (known.length === 0) this.leave();
    const made =
      known.length === 0
        ? recordCall(place, call)
        : followCall(place, call, known, this, (follower, followed) => {
            const cost = this.run(follower, followed, began);
            if (!cost) return this.#eager(f, returnCost, variables);
            if (!returnCost) cost.dispose();
            return returnCost ? (cost as Scalar) : null;
          });
    if (made === null || !("recording" in made)) return made;
    this.learn(made.recording, called);
    return made.cost;
  }

  /** A step was made eagerly, and took so long. */
  add(ms: number): void {
    this.#watches.eager.add(ms);
  }

  /** Whether the optimizer computes with what it computed with when paths were asked for. */
  get isUnchanged(): boolean {
    return optimizerState(this.optimizer) === this.#numbers;
  }

  /** Brings the values of variables back, where they live in a session. */
  leave(): void {
    this.#home?.leave();
  }

  /** Variables live in the session of a path. */
  moveTo({ running }: Path): void {
    this.#home ??= new Home((this.#place as Place).backend);
    this.#home.at(running);
  }

  /** Brings everything back and lets go of native memory. Steps can be made on, eagerly. */
  dispose(): void {
    this.refused ??= new CompileRefused("backend", "It was disposed of.");
    this.#letGo();
  }

  /** Where the next step can be followed; null where it has to be left alone. */
  mayCompile(): Place | null {
    const tf = this.#tf;
    const waits = this.#watches.eager.count < (this.#options.after ?? 0);
    if (this.refused || waits || this.#options.isPaused?.() || tf.env().getBool("DEBUG")) return null;
    try {
      this.#place ??= placeOf(tf);
    } catch (error) {
      this.#giveUp(error);
      return null;
    }
    const { backend, engine } = this.#place;
    if ((tf.backend() as unknown) !== backend || isWatched(backend)) return null;
    return engine.state.gradientDepth > 0 || engine.state.profiling ? null : this.#place;
  }

  /** Paths of steps like this that are as right as they were. */
  paths(called: string): Path[] {
    if (!this.isUnchanged) this.#letGo();
    this.#numbers = optimizerState(this.optimizer);
    const { registeredVariables } = this.#tf.engine() as unknown as ReplayEngine;
    const isSound = ({ variables }: Path) =>
      [...variables].every(([one, trainable]) => registeredVariables[one.name] === one && one.trainable === trainable);
    return this.#known.filter((one) => one.called === called && isSound(one.path)).map(({ path }) => path);
  }

  /**
   * Makes the step that was followed, which began at a time. Gives the cost; null: it failed, what was left out has been computed, and it is to be
   * made eagerly.
   */
  run(follower: Follower, { path, inputs, waiting, known }: Followed, began: number): Tensor | null {
    const { optimizer } = this;
    const isGiven = (number: number) => path.escapes.includes(number) || (path.computed !== null && number === path.cost);
    const strays = [...waiting.keys()].filter((number) => !isGiven(number));
    try {
      if (strays.length > 0) follower.compute(strays);
      this.moveTo(path);
      const [cost, ...kept] = path.running.run(inputs, { seed: 0, settings: settingsOf(optimizer) }, known) as [Tensor, ...Tensor[]];
      this.#home?.outdate();
      for (const [i, number] of path.escapes.entries()) this.give(kept[i] as Tensor, waiting.get(number));
      const counted = optimizer as unknown as { iterations_: number };
      counted.iterations_ = optimizer.iterations + 1;
      this.#used(path, strays.length > 0);
      this.#watches.compiled.add(performance.now() - began);
      if (this.#watches.compiled.count === 1) this.#options.onCompiled?.();
      return cost;
    } catch (error) {
      this.#giveUp(error);
      follower.compute([...waiting.keys()]);
      return null;
    }
  }

  /** Gives a tensor's values to those who wait for them, if anyone does. */
  give(tensor: Tensor, waiting: object | undefined): void {
    const { tensorMap } = (this.#place as Place).backend;
    if (waiting) {
      const stored = tensorMap.get(tensor.dataId);
      tensorMap.get(waiting).id = stored.id;
      stored.id = EMPTY;
    }
    tensor.dispose();
  }

  #used(path: Path, strayed: boolean): void {
    this.#misses = Math.max(0, this.#misses - 1 / RUNS_A_MISS);
    const known = this.#known.find((one) => one.path === path) as Known;
    known.strays = strayed ? known.strays + 1 : 0;
    this.#known = known.strays < MOST_STRAYS ? [known, ...this.#known.filter((one) => one !== known)] : this.#without(known);
  }

  /** What was recorded becomes a path when something like it was recorded before. */
  learn(recording: Recorded["recording"], called: string): void {
    this.#recorded += 1;
    this.#misses += 1;
    if (recording instanceof CompileRefused) this.#lastReason = recording;
    else this.#take(recording, called);
    if (recording instanceof CompileRefused && FAILURES.includes(recording.code)) this.#giveUp(recording);
    if (!this.refused && this.#misses > MOST_MISSES)
      this.#giveUp(this.#lastReason ?? new CompileRefused("control-flow", "Hardly a step does the same operations as another one."));
  }

  #take(recording: Recording, called: string): void {
    const { trace, settings } = recording;
    try {
      const key = keyOf(recording, called);
      const known = this.#known.find((one) => one.key === key);
      const earlier = known?.path ?? this.#earlier.get(key);
      if (!earlier) {
        this.#earlier.set(key, { trace, settings, varied: new Set() });
        for (const oldest of [...this.#earlier.keys()].slice(0, -MOST_PATHS)) this.#earlier.delete(oldest);
        return;
      }
      const path = makePath(this.#place as Place, this.optimizer, earlier, recording, this.#options.tolerance ?? TOLERANCE);
      this.#earlier.delete(key);
      this.#known = [{ key, called, path, strays: 0 }, ...(known ? this.#without(known) : this.#known)];
      for (const oldest of this.#known.slice(MOST_PATHS)) this.#known = this.#without(oldest);
    } catch (error) {
      this.#giveUp(error);
    } finally {
      disposeFacts(recording);
    }
  }

  #without(known: Known): Known[] {
    this.#home?.leave();
    known.path.running.close();
    return this.#known.filter((one) => one !== known);
  }

  #giveUp(error: unknown): void {
    this.refused = asRefused(error);
    this.#letGo();
    this.#options.onRefused?.(this.refused);
  }

  #letGo(): void {
    this.#home?.leave();
    for (const { path } of this.#known) path.running.close();
    this.#known = [];
    this.#earlier.clear();
  }
}

const TOLERANCE = 1e-4;
/** Each has a session of its own, and in it the variables once more. */
const MOST_PATHS = 16;
const MOST_STRAYS = 3;
const MOST_MISSES = 24;
const RUNS_A_MISS = 8;

/** Of TensorFlow, while a step was followed. */
const FAILURES = ["native", "failed"];

/** Whether somebody else takes down what the backend does. */
const isWatched = ({ binding }: ReplayBackend): boolean => "executeOp" in Object.getPrototypeOf(binding);
