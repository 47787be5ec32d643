import type { Tensor } from "@tensorflow/tfjs-core";
import { forAnySize } from "./any-size.ts";
import { BatchGraph } from "./batch-graph.ts";
import { buildBatchProgram } from "./batch-program.ts";
import { type BatchMade, BatchShelf } from "./batch-shelf.ts";
import { type NodeBackend, nodeBackend, type TF } from "./binding.ts";
import { compare } from "./check.ts";
import { formOf } from "./form.ts";
import { asRefused, CompileRefused } from "./refused.ts";
import { bytesOf, rolesOf, variablesOf } from "./roles.ts";
import { Session } from "./session.ts";
import { elementsOf } from "./shape.ts";
import { type Trace, trace } from "./trace.ts";
import { type After, Worth } from "./worth.ts";

export interface BatchOptions {
  /** Calls that are eager before anything is compiled, so that few calls do not pay for it. Default 0. */
  after?: After;
  /** How far the compiled results may be from the eager ones, relative to 1 or to the value. Default 1e-5. */
  tolerance?: number;
  /** Hears once why calls are eager. */
  onRefused?(reason: CompileRefused): void;
}

/** A graph, and what is known of it. */
export interface Ready {
  graph: BatchGraph;
  made: BatchMade;
  /** Whether the part of it for many rows was compared with eager calls. */
  manyChecked: boolean;
  /** Every output has a row for each row of the inputs, which is the same whatever rows are beside it. */
  rowByRow: boolean;
  /** Bytes of the largest value in the middle, for each row. */
  bytesARow: number;
}

interface RunOptions {
  /** How many eager calls it would be. */
  calls?: number;
  /** What the function reads beside tensors, as text; of each there is another graph. */
  state?: string;
  /** Whether the graph will do. */
  may?(ready: Ready): boolean;
}

/** A function of tensors with the same number of rows, which changes nothing: as one graph for any number of rows. */
export class CompiledBatch {
  readonly #tf: TF;
  readonly #call: (...inputs: Tensor[]) => Tensor[];
  readonly #options: BatchOptions;
  readonly #backend: NodeBackend | null;
  readonly #ready = new Map<string, Ready>();
  readonly #worth = new Map<string, Worth>();
  refused: CompileRefused | null = null;
  /** Calls that ran as a graph. */
  ran = 0;

  constructor(tf: TF, call: (...inputs: Tensor[]) => Tensor[], options: BatchOptions = {}) {
    this.#tf = tf;
    this.#call = (...inputs) => tf.tidy(() => call(...inputs));
    this.#options = options;
    this.#backend = this.#orRefuse(() => nodeBackend(tf));
  }

  /** The outputs are the caller's. */
  run(...inputs: Tensor[]): Tensor[] {
    return this.runOr(inputs, () => this.#call(...inputs));
  }

  /** The outputs by a graph, where there is one or it is time to make one, else those of `eager`. */
  runOr<T>(inputs: Tensor[], eager: () => T, { calls = 1, state = "", may = () => true }: RunOptions = {}): Tensor[] | T {
    const key = this.#keyOf(inputs, state);
    if (key === null) return eager();
    const ready = this.#ready.get(key) ?? this.#whenWorth(key, inputs, calls);
    if (ready) return may(ready) ? this.#runReady(ready, inputs) : eager();
    const worth = this.#worth.get(key);
    return worth && !this.refused ? worth.spend(this.#tf, calls, eager) : eager();
  }

  /** Null where such inputs are not for a graph. */
  #keyOf(inputs: readonly Tensor[], state: string): string | null {
    const tf = this.#tf;
    if (this.refused || !this.#backend || tf.backend() !== (this.#backend as unknown) || tf.env().getBool("DEBUG")) return null;
    const rows = inputs[0]?.shape[0] ?? 0;
    if (rows === 0 || inputs.some(({ shape }) => shape[0] !== rows)) return null;
    return this.#orRefuse(() => `${keyOf(inputs)} ${state}`);
  }

  #whenWorth(key: string, inputs: readonly Tensor[], calls: number): Ready | null {
    const known = this.#worth.get(key);
    if (!known && this.#worth.size >= MOST_GRAPHS) return null;
    const worth = known ?? new Worth(this.#options.after ?? 0);
    this.#worth.set(key, worth);
    const made = worth.reached(calls) ? this.#orRefuse(() => this.#compile(inputs), inputs) : null;
    if (made) this.#ready.set(key, made);
    return made;
  }

  /** Many rows in parts, so that memory is bounded. A failure of the native call costs nothing but speed. */
  #runReady(ready: Ready, inputs: Tensor[]): Tensor[] {
    const { graph, rowByRow, bytesARow } = ready;
    const rows = inputs[0]?.shape[0] as number;
    const most = rowByRow ? mostAtOnce(bytesARow, graph) : rows;
    try {
      this.#checkMany(ready, inputs, Math.min(rows, most));
      const outputs = rows <= most ? graph.run(inputs) : inParts(this.#tf, inputs, most, (part) => graph.run(part));
      this.ran += 1;
      return outputs;
    } catch (error) {
      this.refuse(error);
      return rows <= most ? this.#call(...inputs) : inParts(this.#tf, inputs, most, (part) => this.#call(...part));
    }
  }

  /** The part of a graph for many rows is compared as it is used for the first time. */
  #checkMany(ready: Ready, inputs: readonly Tensor[], rows: number): void {
    const { graph, manyChecked } = ready;
    if (manyChecked || graph.many === null || rows < graph.many) return;
    inScope(this.#tf, () => this.#check(graph, inputs, [rows]));
    ready.manyChecked = true;
  }

  /** From now on calls are eager. */
  refuse(error: unknown): void {
    this.refused = asRefused(error);
    this.#close((graph) => graph.close());
    this.#options.onRefused?.(this.refused);
  }

  /** Lets go of native memory. The function can be called on, eagerly. */
  dispose(): void {
    this.#close((_, made) => BatchShelf.of(this.#backend as NodeBackend).release(made));
    this.refused ??= new CompileRefused("backend", "It was disposed of.");
  }

  #compile(inputs: readonly Tensor[]): Ready {
    const tf = this.#tf;
    return inScope(tf, () => {
      const [first, second] = SIZES.map((size) => this.#trace(takeRows(tf, inputs, size, 0))) as [Trace, Trace];
      const found = forAnySize(first, second, SIZES);
      const forms = inputs.map(formOf);
      const variables = variablesOf(tf, found);
      const roles = rolesOf(
        found,
        variables,
        forms.map(({ dtype, shape }) => [dtype, shape.slice(1)]),
      );
      const backend = this.#backend as NodeBackend;
      const compared = (made: BatchMade) => this.#compared(made, inputs, bytesARow(first, second));
      const known = BatchShelf.of(backend).take(roles);
      if (known) {
        try {
          return compared(known);
        } catch {
          // it was made of another function: this one gets its own
        }
      }
      const program = buildBatchProgram(found, forms, variables);
      return compared({ roles, program, session: new Session(backend.binding, program.nodes), bytes: bytesOf(roles, variables) });
    });
  }

  /** Compared with eager calls of other numbers of rows. Throws `CompileRefused` where they differ. */
  #compared(made: BatchMade, inputs: readonly Tensor[], bytes: number): Ready {
    const graph = new BatchGraph(this.#tf, this.#backend as NodeBackend, made.program, made.session);
    try {
      const all = Math.min(inputs[0]?.shape[0] as number, mostAtOnce(bytes, graph));
      const rowByRow = this.#check(graph, inputs, [...CHECKED, all]);
      return { graph, made, rowByRow, bytesARow: bytes, manyChecked: graph.many !== null && all >= graph.many };
    } catch (error) {
      graph.close();
      throw error;
    }
  }

  #trace(inputs: Tensor[]): Trace {
    const { trace: found } = trace(this.#tf, inputs, () => this.#call(...inputs));
    if (found instanceof CompileRefused) throw found;
    return found;
  }

  /** Compares with eager calls of yet other sizes. Tells whether a row's results are the same alone and among others. */
  #check(graph: BatchGraph, inputs: readonly Tensor[], sizes: readonly number[]): boolean {
    const tolerance = this.#options.tolerance ?? TOLERANCE;
    const [alone = [], among = []] = sizes.map((size) => {
      const rows = takeRows(this.#tf, inputs, size, 1);
      const [ours, eager] = [graph.run(rows), this.#call(...rows)];
      for (const [i, output] of eager.entries()) {
        if (output.shape.join() !== ours[i]?.shape.join())
          throw new CompileRefused("different", `Output ${i} has another shape than eagerly.`);
        compare(`output ${i}`, ours[i] as Tensor, output, tolerance);
      }
      return eager;
    });
    return alone.every((one, i) => {
      const many = among[i] as Tensor;
      if (one.rank === 0 || one.shape[0] !== CHECKED[0] || many.shape[0] !== CHECKED[1]) return false;
      const [a, b] = [one.dataSync(), many.dataSync()];
      return a.every((value, k) => Math.abs(value - (b[k] as number)) <= tolerance * Math.max(1, Math.abs(value)));
    });
  }

  /** What fails eagerly too, with `inputs`, is the caller's to hear of. */
  #orRefuse<T>(work: () => T, inputs: readonly Tensor[] = []): T | null {
    try {
      return work();
    } catch (error) {
      if (inputs.length > 0 && !(error instanceof CompileRefused)) this.#tf.dispose(this.#call(...inputs));
      this.refuse(error);
      return null;
    }
  }

  #close(leave: (graph: BatchGraph, made: BatchMade) => void): void {
    for (const { graph, made } of this.#ready.values()) leave(graph, made);
    this.#ready.clear();
  }
}

const TOLERANCE = 1e-5;
/** Numbers of rows that are traced. One would hide what is spread over all rows. */
const SIZES = [2, 3] as const;
/** Others, which are compared, beside as many as there are. */
const CHECKED = [1, 5] as const;
/** Inputs of other widths, such as sequences of any length, have graphs of their own. */
const MOST_GRAPHS = 16;

/** Of the largest value in the middle: what memory bears. */
const BYTES_AT_ONCE = 2 ** 26;
/** Of rows that are as large as images': what stays in the processor's cache, which takes a quarter of a convolution's time off. */
const BYTES_IN_CACHE = 2 ** 22;
const LARGE_ROW = 2 ** 14;

/** How many rows go into one call. */
function mostAtOnce(bytesARow: number, { many }: BatchGraph): number {
  const bytes = bytesARow >= LARGE_ROW && many === null ? BYTES_IN_CACHE : BYTES_AT_ONCE;
  return Math.max(1, Math.floor(bytes / bytesARow));
}

const keyOf = (inputs: readonly Tensor[]): string =>
  inputs
    .map(formOf)
    .map(({ shape, dtype }) => `${dtype}[${shape.slice(1).join()}]`)
    .join();

function inParts(tf: TF, inputs: readonly Tensor[], size: number, run: (part: Tensor[]) => Tensor[]): Tensor[] {
  const rows = inputs[0]?.shape[0] as number;
  return tf.tidy(() => {
    const parts = Array.from({ length: Math.ceil(rows / size) }, (_, i) =>
      run(inputs.map((input) => tf.slice(input, i * size, Math.min(size, rows - i * size)))),
    );
    return (parts[0] as Tensor[]).map((_, k) =>
      tf.concat(
        parts.map((part) => part[k] as Tensor),
        0,
      ),
    );
  });
}

/** So many rows, from one of them on and again from the first one where they end. */
function takeRows(tf: TF, inputs: readonly Tensor[], count: number, from: number): Tensor[] {
  const rows = inputs[0]?.shape[0] as number;
  const index = tf.tensor1d(
    Int32Array.from({ length: count }, (_, i) => (from + i) % rows),
    "int32",
  );
  return inputs.map((input) => tf.gather(input, index));
}

/** Disposes of all tensors made meanwhile. */
function inScope<T>(tf: TF, work: () => T): T {
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
}

function bytesARow(first: Trace, second: Trace): number {
  const sizes = ({ ops }: Trace) => ops.map(({ shapes }) => shapes.reduce((sum, shape) => sum + elementsOf(shape), 0));
  const other = sizes(second);
  return sizes(first).reduce((most, size, i) => Math.max(most, ((other[i] as number) - size) * BYTES), BYTES);
}

/** Of a number. */
const BYTES = 4;
