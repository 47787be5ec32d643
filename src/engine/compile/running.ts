import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { DTYPE, idOf, type NodeBackend, type TensorMetadata, type TF } from "./binding.ts";
import type { Data } from "./compile.ts";
import type { Constant } from "./graph.ts";
import type { LentVariables } from "./lent.ts";
import { Looping } from "./looping.ts";
import { drawnFeeds, feeding, type NativeFeed } from "./native-feeds.ts";
import type { OnceNodes, Program } from "./program.ts";
import { registered, variableOf } from "./registered.ts";
import { Session } from "./session.ts";
import { SessionVariables } from "./session-variables.ts";

/** Native tensors by outputs of nodes. */
type Known = ReadonlyMap<string, number>;

/** What one step is made with beside its inputs. */
export interface Turn {
  /** What random numbers are drawn by. */
  seed: number;
  settings: ReadonlyMap<string, number>;
}

/** A step to be made once more as a trace of it was. */
export interface Rehearsal {
  inputs: Data;
  settings: Turn["settings"];
  /** The random numbers of the trace, by those of the compiled one. */
  drawn(constant: Constant): Constant;
  /** Values of variables to begin with. */
  before: ReadonlyMap<string, Tensor>;
}

/** What a step gave, and the variables that it changes as they are then; all of it is the caller's. */
export interface Rehearsed {
  outputs: Tensor[];
  values: ReadonlyMap<string, Tensor>;
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
  readonly #tf: TF;
  readonly #backend: NodeBackend;
  readonly #session: Session;
  /** Where single steps have their variables; null: there is a loop alone, which has them in its calls only. */
  readonly #staying: SessionVariables | null;
  readonly #looping: Looping | null;

  constructor(tf: TF, backend: NodeBackend, program: Program, { changed, draws, session }: RunningOptions) {
    const { once, loop } = program;
    this.program = program;
    this.draws = draws;
    this.#tf = tf;
    this.#backend = backend;
    this.#changed = changed;
    this.#session = session ?? new Session(backend.binding, program.nodes);
    this.#staying = once && new SessionVariables(tf, backend, this.#session, once.variables);
    this.#looping = loop && new Looping(tf, backend, this.#session, loop, changed);
  }

  /** Whether variables stay in the session from one single step to the next. */
  get stays(): boolean {
    return this.#staying !== null;
  }

  /** Variables of TensorFlow.js that a step changes. */
  get changing(): Variable[] {
    return this.#changed.map((name) => variableOf(this.#tf, name));
  }

  /** Takes in the values of variables that a step only reads, where they are others than before. */
  renew(): void {
    const names = [...(this.program.once?.variables.keys() ?? [])].filter((name) => !this.#changed.includes(name));
    if (names.length > 0) this.#staying?.takeIn(names);
  }

  /** Takes in the values of all variables. */
  moveIn(values?: ReadonlyMap<string, Tensor>): void {
    this.#staying?.moveIn(values);
  }

  /** `inputs`: tensors, or the numbers of native ones; `known`: outputs of nodes that need not be computed. */
  run(inputs: readonly (Tensor | number)[], turn: Turn, known: Known = new Map()): Tensor[] {
    const { once } = this.program;
    return once ? this.#step(once, inputs, turn, [], known) : (this.#looping as Looping).run(inputs as Data, turn);
  }

  /** Outputs of nodes in the middle of a step, which is not made. `feeds`: native tensors by nodes or outputs. */
  fetch(feeds: ReadonlyMap<string, number>, outputs: readonly string[]): TensorMetadata[] {
    return this.#session.run(feeds, outputs);
  }

  rehearse(rehearsal: Rehearsal): Rehearsed {
    const { once } = this.program;
    if (!once) return (this.#looping as Looping).rehearse(rehearsal);
    const { inputs, settings, drawn, before } = rehearsal;
    this.moveIn(before);
    return { outputs: this.#step(once, inputs, { seed: 0, settings }, drawnFeeds(once.randoms, drawn)), values: this.values() };
  }

  /** A step in each turn on `size` rows of the data, by their indices; gives each output of all of them, stacked. Null: there is no loop. */
  repeat(data: Data, indices: Int32Array, size: number, turns: readonly Turn[]): Tensor[] | null {
    return this.#looping?.repeat(data, indices, size, turns) ?? null;
  }

  /** Values of the variables that a single step changes, by name. */
  values(): Map<string, Tensor> {
    const found = this.#values();
    return new Map(this.#changed.map((name, i) => [name, this.#backend.createOutputTensor(found[i] as TensorMetadata)]));
  }

  bringBack(lent: LentVariables): void {
    const found = this.#values();
    for (const [i, name] of this.#changed.entries()) lent.take(registered(this.#tf, name), found[i] as TensorMetadata);
  }

  close(): void {
    this.#session.close();
  }

  #step(
    nodes: OnceNodes,
    inputs: readonly (Tensor | number)[],
    turn: Turn,
    randoms: readonly NativeFeed[],
    known: Known = new Map(),
  ): Tensor[] {
    const settings = [...turn.settings].map(
      ([name, value]): NativeFeed => [nodes.settings.get(name) as string, [], DTYPE.float32, Float32Array.of(value)],
    );
    const seed: NativeFeed = [nodes.seed, [], DTYPE.int32, Int32Array.of(turn.seed)];
    const own = inputs.map((one, i) => [nodes.inputs[i] as string, typeof one === "number" ? one : idOf(this.#backend, one)] as const);
    return feeding(this.#backend.binding, [seed, ...settings, ...randoms], (feeds) => {
      const [ran, ...found] = this.#session.run(new Map([...feeds, ...known, ...own]), [nodes.ran, ...nodes.outputs]);
      if (ran) this.#backend.binding.deleteTensor(ran.id);
      return found.map((one) => this.#backend.createOutputTensor(one));
    });
  }

  /** Of the variables that a step changes, as they are in the session. */
  #values(): TensorMetadata[] {
    const variables = this.program.once?.variables;
    const nodes = this.#changed.flatMap((name) => variables?.get(name)?.get ?? []);
    return nodes.length === 0 ? [] : this.#session.run(new Map(), nodes);
  }
}
