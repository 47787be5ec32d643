import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { DTYPE, idOf, type NodeBackend, type TensorMetadata, type TF } from "./binding.ts";
import type { Data } from "./compile.ts";
import type { Constant } from "./graph.ts";
import type { LentVariables } from "./lent.ts";
import type { LoopNodes } from "./loop.ts";
import type { Program } from "./program.ts";
import { Session } from "./session.ts";
import { SessionVariables } from "./session-variables.ts";
import type { StepNodes } from "./step.ts";
import type { GraphVariable } from "./variables.ts";

/** A node, and the shape, type and values that it is fed with. */
type NativeFeed = readonly [name: string, shape: readonly number[], dtype: number, values: ArrayBufferView];

/** Native tensors by outputs of nodes. */
type Known = ReadonlyMap<string, number>;

/** What one step is made with beside its inputs. */
export interface Turn {
  /** What random numbers are drawn by. */
  seed: number;
  settings: ReadonlyMap<string, number>;
}

interface RunningOptions {
  /** Names of the variables that a step changes. */
  changed: readonly string[];
  draws: number;
  /** Of another function that did the same; absent: one of its own. */
  session?: Session;
}

/** A program in a session: feeds it, and fetches from it. */
export class Running {
  readonly program: Program;
  /** How many numbers an eager step takes from `Math.random`. */
  readonly draws: number;
  /** Names of the variables that a step changes. */
  readonly #changed: readonly string[];
  readonly #backend: NodeBackend;
  readonly #session: Session;
  readonly #variables: SessionVariables;
  /** Names of the variables that a step only reads. */
  readonly #read: readonly string[];

  constructor(tf: TF, backend: NodeBackend, program: Program, { changed, draws, session }: RunningOptions) {
    this.#backend = backend;
    this.program = program;
    this.#changed = changed;
    this.draws = draws;
    this.#session = session ?? new Session(backend.binding, program.nodes);
    this.#variables = new SessionVariables(tf, backend, this.#session, program.variables);
    this.#read = [...program.variables.keys()].filter((name) => !changed.includes(name));
  }

  /** Variables of TensorFlow.js that a step changes. */
  get changing(): Variable[] {
    return this.#changed.map((name) => this.#variables.variable(name));
  }

  /** Takes in the values of variables that a step only reads, where they are others than before. */
  renew(): void {
    if (this.#read.length > 0) this.#variables.takeIn(this.#read);
  }

  /** Takes in the values of all variables. */
  moveIn(values?: ReadonlyMap<string, Tensor>): void {
    this.#variables.moveIn(values);
  }

  /** `inputs`: tensors, or the numbers of native ones; `known`: outputs of nodes that need not be computed. */
  run(inputs: readonly (Tensor | number)[], turn: Turn, known: Known = new Map()): Tensor[] {
    return this.#step(inputs, turn, null, known);
  }

  /** Outputs of nodes in the middle of a step, which is not made. `feeds`: native tensors by nodes or outputs. */
  fetch(feeds: ReadonlyMap<string, number>, outputs: readonly string[]): TensorMetadata[] {
    return this.#session.run(feeds, outputs);
  }

  /** One step with the random numbers of a trace, found by those of the compiled one, in place of drawn ones. */
  rehearse(inputs: readonly Tensor[], settings: Turn["settings"], drawn: (constant: Constant) => Constant): Tensor[] {
    const { once, loop } = this.program;
    const { randoms } = once ?? (loop as LoopNodes);
    return this.#step(
      inputs,
      { seed: 0, settings },
      [...randoms].map(([name, constant]) => feedOf(name, drawn(constant))),
    );
  }

  /** A step in each turn on `size` rows of the data, by their indices; gives each output of all of them, stacked. Null: there is no loop. */
  repeat(data: Data, indices: Int32Array, size: number, turns: readonly Turn[]): Tensor[] | null {
    return this.program.loop && this.#loop(data, [turns.length, size], indices, turns, null);
  }

  bringBack(lent: LentVariables): void {
    if (this.#changed.length === 0) return;
    const found = this.#session.run(new Map(), this.#changed.map(this.#getOf));
    for (const [i, name] of this.#changed.entries()) lent.take(this.#variables.known(name), found[i] as TensorMetadata);
  }

  /** Values of the variables that a step changes, by name. */
  values(): Map<string, Tensor> {
    if (this.#changed.length === 0) return new Map();
    const found = this.#session.run(new Map(), this.#changed.map(this.#getOf));
    return new Map(this.#changed.map((name, i) => [name, this.#backend.createOutputTensor(found[i] as TensorMetadata)]));
  }

  close(): void {
    this.#session.close();
  }

  #step(inputs: readonly (Tensor | number)[], turn: Turn, randoms: readonly NativeFeed[] | null, known: Known = new Map()): Tensor[] {
    const { once } = this.program;
    if (!once) return this.#loopOnce(inputs as readonly Tensor[], turn, randoms);
    const settings = [...turn.settings].map(
      ([name, value]): NativeFeed => [once.settings.get(name) as string, [], FLOAT, Float32Array.of(value)],
    );
    return this.#feeding([[once.seed, [], INT, Int32Array.of(turn.seed)], ...settings, ...(randoms ?? [])], (feeds) =>
      this.#fetch(once, inputs, new Map([...feeds, ...known])),
    );
  }

  /** A loop of one turn on all rows. */
  #loopOnce(inputs: readonly Tensor[], turn: Turn, randoms: readonly NativeFeed[] | null): Tensor[] {
    const rows = Int32Array.from({ length: inputs[0]?.shape[0] ?? 0 }, (_, i) => i);
    const stacked = this.#loop(inputs, [1, rows.length], rows, [turn], randoms);
    const outputs = stacked.map((one) => one.reshape(one.shape.slice(1)));
    for (const one of stacked) one.dispose();
    return outputs;
  }

  #loop(
    data: Data,
    shape: readonly [number, number],
    indices: Int32Array,
    turns: readonly Turn[],
    randoms: readonly NativeFeed[] | null,
  ): Tensor[] {
    const loop = this.program.loop as LoopNodes;
    const each = [turns.length];
    const settings = [...loop.settings].map(
      ([name, node]): NativeFeed => [node, each, FLOAT, Float32Array.from(turns, (turn) => turn.settings.get(name) as number)],
    );
    const seeds: NativeFeed = [loop.seed, each, INT, Int32Array.from(turns, ({ seed }) => seed)];
    // TensorFlow prepares a graph for each set of nodes that is fed: it is the same set for all calls.
    const drawn = randoms ?? [...loop.randoms].map(([name, { dtype }]): NativeFeed => [name, [0], dtype, new Float32Array(0)]);
    const rehearsing: NativeFeed[] = loop.rehearsing ? [[loop.rehearsing, [], DTYPE.bool, Uint8Array.of(randoms ? 1 : 0)]] : [];
    return this.#feeding([[loop.indices, shape, INT, indices], seeds, ...settings, ...drawn, ...rehearsing], (feeds) =>
      this.#fetch(loop, data, feeds),
    );
  }

  /** Native tensors for as long as `work` needs them. */
  #feeding<T>(values: readonly NativeFeed[], work: (feeds: Map<string, number>) => T): T {
    const { binding } = this.#backend;
    const feeds = new Map(values.map(([name, shape, dtype, array]) => [name, binding.createTensor([...shape], dtype, array)]));
    try {
      return work(feeds);
    } finally {
      for (const id of feeds.values()) binding.deleteTensor(id);
    }
  }

  #fetch({ inputs: names, outputs, ran }: StepNodes, inputs: readonly (Tensor | number)[], feeds: ReadonlyMap<string, number>): Tensor[] {
    const own = inputs.map((input, i) => [names[i] as string, typeof input === "number" ? input : idOf(this.#backend, input)] as const);
    const [done, ...found] = this.#session.run(new Map([...feeds, ...own]), [ran, ...outputs]);
    if (done) this.#drop([done]);
    return found.map((one) => this.#backend.createOutputTensor(one));
  }

  readonly #getOf = (name: string): string => (this.program.variables.get(name) as GraphVariable).get;

  #drop(all: readonly TensorMetadata[]): void {
    for (const { id } of all) this.#backend.binding.deleteTensor(id);
  }
}

const feedOf = (name: string, { shape, dtype, values }: Constant): NativeFeed => [name, shape, dtype, values];

const { float32: FLOAT, int32: INT } = DTYPE;
