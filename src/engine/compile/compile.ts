import type { Tensor } from "@tensorflow/tfjs-core";
import { type NodeBackend, nodeBackend, type TF } from "./binding.ts";
import { type Resolutions, resolveConstants } from "./constants.ts";
import { type Form, formOf } from "./form.ts";
import { Home } from "./home.ts";
import { Maker, type Unchecked } from "./maker.ts";
import { otherwise } from "./otherwise.ts";
import { asRefused, CompileRefused } from "./refused.ts";
import type { Running, Turn } from "./running.ts";
import { disposeSnapshot, restoreVariables, snapshotOf } from "./snapshot.ts";
import { type Traced, trace } from "./trace.ts";
import type { Watched } from "./watched.ts";

/** A number that the function reads from JavaScript in each call, such as a learning rate: it may change between calls. */
export interface Setting {
  get(): number;
  set(value: number): void;
}

export interface CompileOptions {
  settings?: Readonly<Record<string, Setting>>;
  /** Draws a whole number below 2^31 for each compiled step, by which it draws its random numbers; absent: from `Math.random`. */
  seed?(): number;
  /** How far the compiled step may be from the eager one, relative to 1 or to the value. */
  tolerance?: number;
  /**
   * Whether graphs are made so that `repeat` can be called, true by default. "rows": all inputs have rows, as many of each, and
   * single calls are made as loops of one step: this makes smaller graphs than true, and the same bits either way.
   */
  repeats?: boolean | "rows";
  /** Hears once why it goes on eagerly. */
  onRefused?(reason: CompileRefused): void;
}

/** Data in native memory that steps take their rows from. */
export type Data = readonly Tensor[];

/**
 * Makes one graph of all that a function of tensors does, as `tf.function` does in Python: of every operation, every
 * gradient and every change of a variable. The first calls of a shape are eager and are watched; a call in which the graph's results
 * were equal to the eager ones is the last of them. Whatever cannot be compiled goes on eagerly, and says why.
 */
export class Compiled {
  readonly #tf: TF;
  readonly #backend: NodeBackend | null;
  readonly #call: (...inputs: Tensor[]) => Tensor[];
  readonly #options: CompileOptions;
  readonly #home: Home | null;
  readonly #maker: Maker | null;
  readonly #seen = new Map<string, Seen>();
  /** Fewer rows for which graphs have been compared too. */
  readonly #rests = new WeakMap<Running, number>();
  refused: CompileRefused | null = null;
  /** Calls that ran as a graph. */
  ran = 0;
  /** Fewer rows that some calls have, such as an epoch's last batch; 0: none. One graph is made for both, where it can be. */
  rest = 0;

  /** `call` takes and gives tensors; what it reads beside them has to be a variable, a setting, or always the same. */
  constructor(tf: TF, call: (...inputs: Tensor[]) => Tensor[], options: CompileOptions = {}) {
    this.#tf = tf;
    this.#call = call;
    this.#options = options;
    this.#backend = this.#orRefuse(() => nodeBackend(tf));
    const { repeats = true, tolerance = TOLERANCE } = options;
    const ways = repeats === "rows" ? "loop" : repeats ? "both" : "once";
    this.#maker = this.#backend && new Maker(tf, this.#backend, { ways, tolerance });
    this.#home = this.#backend && new Home(this.#backend);
  }

  /** One call. The outputs are the caller's. */
  run(...inputs: Tensor[]): Tensor[] {
    const forms = this.refused ? null : this.#orRefuse(() => inputs.map(formOf));
    if (!forms || !this.#backend) return this.#call(...inputs);
    const running = this.#ready(forms);
    return running ? this.#orEagerly(inputs, () => (this.#home as Home).run(running, inputs, this.#turn(running))) : this.#watch(inputs);
  }

  /**
   * Makes the graph for calls of this form, without a lasting effect: by two calls with other inputs, whose changes are
   * undone. Variables that the first call makes, as an optimizer does, must be there already. Tells whether there is a graph.
   */
  prepare(one: Tensor[], two: Tensor[]): boolean {
    const forms = one.map(formOf);
    if (this.refused || !this.#backend || this.isReady(forms)) return this.isReady(forms);
    const before = snapshotOf(this.#tf);
    try {
      for (const inputs of [one, two]) {
        if (this.refused || this.isReady(forms)) break;
        for (const output of this.#watch(inputs)) output.dispose();
        restoreVariables(this.#tf, before);
      }
    } finally {
      disposeSnapshot(before);
    }
    return this.isReady(forms);
  }

  /** Whether calls of these forms run as a graph now. */
  isReady(forms: readonly Form[]): boolean {
    return this.#ready(forms) !== null;
  }

  /**
   * Many calls at once, each on `size` rows of the data by their indices; there are steps x size of these. `settings` have a value for each
   * step; those left out are as they are. Gives each output of all steps, stacked: [steps, ...]. Null where calls of such
   * a size are not compiled: then they have to be made one by one.
   */
  repeat(data: Data, indices: Int32Array, size: number, settings: Readonly<Record<string, ArrayLike<number>>> = {}): Tensor[] | null {
    const running = this.#ready(data.map((one) => ({ ...formOf(one), shape: [size, ...one.shape.slice(1)] })));
    if (!running?.program.loop) return null;
    try {
      const now = this.#settings(); // nobody changes them during the call
      const own = Object.entries(settings);
      const turns = Array.from({ length: indices.length / size }, (_, i) => ({
        seed: this.#seed(running),
        settings: own.length === 0 ? now : new Map([...now].map(([name, value]) => [name, settings[name]?.[i] ?? value])),
      }));
      const outputs = (this.#home as Home).repeat(running, data, indices, size, turns);
      this.ran += turns.length;
      return outputs;
    } catch (error) {
      this.#giveUp(error);
      return null;
    }
  }

  /** Brings what the steps have changed back into the variables. Reading a variable does so by itself. */
  sync(): void {
    this.#home?.sync();
  }

  /** Brings everything back and lets go of native memory. The function can be called on, eagerly. */
  dispose(): void {
    this.#home?.leave();
    for (const running of this.#graphs) this.#maker?.release(running);
    this.#seen.clear();
    this.refused ??= new CompileRefused("backend", "It was disposed of.");
  }

  #ready(forms: readonly Form[]): Running | null {
    return this.refused ? null : (this.#seen.get(keyOf(forms))?.running ?? null);
  }

  get #graphs(): Set<Running> {
    return new Set([...this.#seen.values()].flatMap(({ running }) => running ?? []));
  }

  /** Draws from `Math.random` as often as an eager call does, so that whatever else draws from it gets the same. */
  #seed({ draws }: Running): number {
    if (this.#options.seed) return this.#options.seed();
    if (draws === 0) return 0;
    const [first = 0] = Array.from({ length: draws }, () => Math.random());
    return Math.floor(first * 2 ** 31);
  }

  #turn(running: Running): Turn {
    return { seed: this.#seed(running), settings: this.#settings() };
  }

  #settings(): Map<string, number> {
    return new Map(Object.entries(this.#options.settings ?? {}).map(([name, setting]) => [name, setting.get()]));
  }

  /** The eager call, taken down. From the second one of its forms on there may be a graph. */
  #watch(inputs: Tensor[]): Tensor[] {
    this.#home?.leave();
    const key = keyOf(inputs.map(formOf));
    const seen = this.#seen.get(key) ?? { calls: 0, first: null, running: null };
    this.#seen.set(key, seen);
    seen.calls += 1;
    const settings = this.#settings();
    const before = snapshotOf(this.#tf);
    try {
      const traced = this.#trace(inputs);
      const now = { ...traced, settings, before, inputs };
      if (!(traced.trace instanceof CompileRefused)) {
        const call = { ...now, trace: traced.trace };
        const { first } = seen;
        if (first) {
          seen.running = this.#orRefuse(() => this.#compile(first, call, this.#restOf(inputs)));
          const rest = seen.running && this.#rests.get(seen.running);
          if (rest) this.#seen.set(keyOf(inputs.map((one) => withRows(formOf(one), rest))), { ...seen, calls: 2 });
        } else seen.first = call;
      } else if (seen.calls > 1 || traced.trace.code !== "variables") this.#giveUp(traced.trace); // an optimizer makes its own in its first step
      return traced.outputs;
    } finally {
      disposeSnapshot(before);
    }
  }

  #trace(inputs: Tensor[], randoms?: readonly number[]): Traced {
    return trace(this.#tf, inputs, () => this.#call(...inputs), randoms);
  }

  /** Of how many rows a graph is to be made for beside those of the inputs; 0: of none. */
  #restOf(inputs: readonly Tensor[]): number {
    const rows = inputs[0]?.shape[0] ?? 0;
    return this.rest < rows && inputs.every(({ shape }) => shape[0] === rows) ? this.rest : 0;
  }

  /** Makes the graph of two calls that did the same, and does the second one again with it, to compare. */
  #compile(first: Watched, call: Watched, rest: number): Running {
    const resolutions = resolveConstants(this.#tf, call, first);
    const maker = this.#maker as Maker;
    const again = maker.again(call, resolutions);
    if (again && (rest === 0 || !again.running.program.rows)) return again.running;
    if (rest === 0 && call.settings.size === 0) return maker.checked(maker.build(call, resolutions, null), call);
    try {
      return this.#compileByOther(call, resolutions, again, rest);
    } catch (error) {
      if (rest === 0) throw error;
      return this.#compile(first, call, 0);
    }
  }

  /** The call once more, with other settings and fewer rows, tells what follows them. */
  #compileByOther(call: Watched, known: Resolutions, again: Unchecked | null, rest: number): Running {
    const tf = this.#tf;
    const maker = this.#maker as Maker;
    const options = { settings: this.#options.settings ?? {}, rest, trace: this.#trace.bind(this) };
    const made = otherwise(tf, call, options, (other) => {
      const build = () => maker.build(call, new Map([...known, ...resolveConstants(tf, call, other)]), rest > 0 ? other : null);
      const found = again ?? build();
      maker.checked(found, other);
      return found;
    });
    const running = rest > 0 && !again ? maker.checked(made, call) : made.running;
    if (rest > 0) this.#rests.set(running, rest);
    return running;
  }

  /** A failure of the native call costs nothing but speed: the variables are as they were before it. */
  #orEagerly(inputs: Tensor[], work: () => Tensor[]): Tensor[] {
    try {
      const outputs = work();
      this.ran += 1;
      return outputs;
    } catch (error) {
      this.#giveUp(error);
      return this.#call(...inputs);
    }
  }

  #orRefuse<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      this.#giveUp(error);
      return null;
    }
  }

  #giveUp(error: unknown): void {
    this.refused = asRefused(error);
    this.#home?.leave();
    for (const running of this.#graphs) running.close();
    this.#seen.clear();
    this.#options.onRefused?.(this.refused);
  }
}

interface Seen {
  calls: number;
  first: Watched | null;
  running: Running | null;
}

const TOLERANCE = 1e-4;

const keyOf = (forms: readonly Form[]): string => forms.map(({ shape, dtype }) => `${dtype}[${shape.join()}]`).join();

const withRows = ({ shape, dtype }: Form, rows: number): Form => ({ shape: [rows, ...shape.slice(1)], dtype });
