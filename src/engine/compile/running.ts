import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { DTYPE, idOf, type NodeBackend, type TensorMetadata, type TF } from "./binding.ts";
import type { Data } from "./compile.ts";
import type { Constant } from "./graph.ts";
import type { LentVariables } from "./lent.ts";
import type { Program } from "./program.ts";
import { CompileRefused } from "./refused.ts";
import { Session } from "./session.ts";
import type { GraphVariable } from "./variables.ts";

/** A node, and the shape, type and values that it is fed with. */
type NativeFeed = readonly [name: string, shape: readonly number[], dtype: number, values: ArrayBufferView];

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
  #settings = new Map<string, number>();
  #held: Data = [];
  /** Variables that a step only reads, and the native tensors that held their values. */
  #read = new Map<Variable, number>();

  constructor(tf: TF, backend: NodeBackend, program: Program, { changed, draws }: { changed: readonly string[]; draws: number }) {
    this.#tf = tf;
    this.#backend = backend;
    this.program = program;
    this.#changed = changed;
    this.draws = draws;
    this.#session = new Session(backend.binding, program.nodes);
  }

  /** Variables of TensorFlow.js that a step changes. */
  get changing(): Variable[] {
    return this.#changed.map((name) => this.#variable(name));
  }

  /** Whether the variables that a step only reads are what they were. */
  get isUpToDate(): boolean {
    for (const [variable, id] of this.#read) if (variable.isDisposed || idOf(this.#backend, variable) !== id) return false;
    return true;
  }

  get canRepeat(): boolean {
    return this.program.loop !== null;
  }

  /** Takes in the values of all variables and settings. */
  moveIn(settings: ReadonlyMap<string, number>, values?: ReadonlyMap<string, Tensor>): void {
    const feeds = new Map<string, number>();
    const fetches: string[] = [];
    for (const [name, { init, done }] of this.program.variables) {
      feeds.set(init, idOf(this.#backend, values?.get(name) ?? this.#variable(name)));
      fetches.push(done);
    }
    if (fetches.length > 0) this.#drop(this.#session.run(feeds, fetches));
    const readOnly = [...this.program.variables.keys()].filter((name) => !this.#changed.includes(name));
    this.#read = new Map(readOnly.map((name) => [this.#variable(name), idOf(this.#backend, this.#variable(name))]));
    this.#settings.clear();
    this.update(settings);
  }

  /** Takes in the settings that are others than before. */
  update(settings: ReadonlyMap<string, number>): void {
    for (const [name, value] of settings) {
      if (Object.is(this.#settings.get(name), value)) continue;
      this.#set(this.program.settings.get(name) as GraphVariable, Float32Array.of(value));
      this.#settings.set(name, value);
    }
  }

  run(inputs: readonly Tensor[], seed: number): Tensor[] {
    return this.#step(inputs, seed, new Map());
  }

  /** One step with the random numbers of a trace, found by those of the compiled one, in place of drawn ones. */
  rehearse(inputs: readonly Tensor[], drawn: (constant: Constant) => Constant): Tensor[] {
    const randoms = [...this.program.randoms].map(([name, constant]): NativeFeed => {
      const { shape, dtype, values } = drawn(constant);
      return [name, shape, dtype, values];
    });
    return this.#feeding(randoms, (feeds) => this.#step(inputs, 0, feeds));
  }

  /** Sums of the outputs over steps on `size` rows each; `seeds` has one for each. */
  repeat(data: Data, indices: Int32Array, size: number, seeds: Int32Array): Float32Array {
    const { loop } = this.program;
    if (!loop) throw new TypeError("its outputs are no scalars");
    this.#hold(data, loop.data);
    return this.#feeding(
      [
        [loop.indices, [seeds.length, size], DTYPE.int32, indices],
        [loop.seeds, [seeds.length], DTYPE.int32, seeds],
      ],
      (feeds) => {
        const [steps, ...sums] = this.#fetch(feeds, [loop.steps, ...loop.sums]);
        const values = Float32Array.from(sums, (sum) => sum.dataSync()[0] as number);
        for (const one of [steps, ...sums]) one?.dispose();
        return values;
      },
    );
  }

  bringBack(lent: LentVariables): void {
    if (this.#changed.length === 0) return;
    const found = this.#session.run(new Map(), this.#changed.map(this.#getOf));
    for (const [i, name] of this.#changed.entries()) lent.take(this.#known(name), found[i] as TensorMetadata);
  }

  /** Values of the variables that a step changes, by name. */
  values(): Map<string, Tensor> {
    if (this.#changed.length === 0) return new Map();
    const found = this.#fetch(new Map(), this.#changed.map(this.#getOf));
    return new Map(this.#changed.map((name, i) => [name, found[i] as Tensor]));
  }

  close(): void {
    this.#session.close();
  }

  #step(inputs: readonly Tensor[], seed: number, randoms: ReadonlyMap<string, number>): Tensor[] {
    const { inputs: names, outputs, ran, seed: seedName } = this.program;
    return this.#feeding([[seedName, [], DTYPE.int32, Int32Array.of(seed)]], (seeded) => {
      const own = inputs.map((input, i) => [names[i] as string, idOf(this.#backend, input)] as const);
      const [done, ...found] = this.#fetch(new Map([...randoms, ...seeded, ...own]), [ran, ...outputs]);
      done?.dispose();
      return found;
    });
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

  #fetch(feeds: ReadonlyMap<string, number>, names: readonly string[]): Tensor[] {
    return this.#session.run(feeds, names).map((one) => this.#backend.createOutputTensor(one));
  }

  readonly #getOf = (name: string): string => (this.program.variables.get(name) as GraphVariable).get;

  /** Puts data into the session, unless they are there. */
  #hold(data: Data, variables: readonly GraphVariable[]): void {
    for (const [i, one] of data.entries()) {
      if (this.#held[i] === one) continue;
      const { init, done } = variables[i] as GraphVariable;
      this.#drop(this.#session.run(new Map([[init, idOf(this.#backend, one)]]), [done]));
    }
    this.#held = [...data];
  }

  #set({ init, done }: GraphVariable, values: Float32Array): void {
    this.#feeding([[init, [], DTYPE.float32, values]], (feeds) => this.#drop(this.#session.run(feeds, [done])));
  }

  #variable(name: string): Variable {
    const variable = this.#known(name);
    if (!variable) throw new CompileRefused("variables", `The variable "${name}" was disposed of.`);
    return variable;
  }

  #known(name: string): Variable | undefined {
    return this.#tf.engine().registeredVariables[name] as Variable | undefined;
  }

  #drop(all: readonly TensorMetadata[]): void {
    for (const { id } of all) this.#backend.binding.deleteTensor(id);
  }
}
