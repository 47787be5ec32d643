import type { NamedTensorMap, Tensor, Variable } from "@tensorflow/tfjs-core";
import { type Binding, DTYPE, identityOf, idOf, type NodeBackend, nodeBackend, type OpAttribute, type TF } from "./binding.ts";
import { type Constant, copyOf } from "./graph.ts";
import { endPending } from "./pending.ts";
import { CompileRefused } from "./refused.ts";

/** Where a value comes from. */
export type Ref =
  | { from: "input"; index: number }
  | { from: "variable"; name: string }
  | { from: "op"; op: number; output: number }
  | { from: "constant"; constant: Constant };

export const sameRef = (one: Ref | undefined, other: Ref): boolean => JSON.stringify(one) === JSON.stringify(other);

export interface TracedOp {
  name: string;
  attributes: OpAttribute[];
  inputs: Ref[];
  /** Of each output. */
  shapes: number[][];
  dtypes: number[];
}

/** All operations of one call, in order. */
export interface Trace {
  ops: TracedOp[];
  outputs: Ref[];
  /** Variables that the call gave new values. */
  assigned: Map<string, Ref>;
}

/** A traced call, and what it gave: as if it had not been watched. */
export interface Traced {
  outputs: Tensor[];
  /** Or why there is none: a value that is read back into JavaScript, a type that no graph can hold. */
  trace: Trace | CompileRefused;
  /** What `Math.random` gave meanwhile: TensorFlow.js seeds what it draws by it. */
  randoms: number[];
}

/**
 * Calls `call` as ever, and takes down every native operation with where its inputs come from. `given`: what `Math.random`
 * gives to it, before numbers of its own.
 */
export function trace(tf: TF, inputs: readonly Tensor[], call: () => Tensor[], given: readonly number[] = []): Traced {
  const backend = nodeBackend(tf);
  endPending(backend);
  const tracer = new Tracer(backend, tf.engine().registeredVariables, inputs);
  const { outputs, randoms } = tracer.watch(call, given);
  try {
    return { outputs, randoms, trace: tracer.trace(tf.engine().registeredVariables, outputs) };
  } catch (error) {
    if (error instanceof CompileRefused) return { outputs, randoms, trace: error };
    throw error;
  }
}

class Tracer {
  readonly #backend: NodeBackend;
  readonly #binding: Binding;
  readonly #refs = new Map<number, Ref>();
  readonly #before = new Map<string, number>();
  readonly #ops: TracedOp[] = [];
  #refused: CompileRefused | null = null;
  /** What was read back just now. */
  #read: { id: number; refused: CompileRefused } | null = null;

  constructor(backend: NodeBackend, variables: NamedTensorMap, inputs: readonly Tensor[]) {
    this.#backend = backend;
    this.#binding = backend.binding;
    for (const [name, variable] of Object.entries(variables)) {
      const id = idOf(backend, variable);
      this.#before.set(name, id);
      this.#refs.set(id, { from: "variable", name });
    }
    for (const [index, input] of inputs.entries()) this.#refs.set(idOf(backend, input), { from: "input", index });
  }

  /** The binding's properties cannot be written, so another object stands before it meanwhile. */
  watch(call: () => Tensor[], given: readonly number[]): { outputs: Tensor[]; randoms: number[] } {
    const { executeOp, createTensor, tensorDataSync } = this;
    const overrides = { executeOp, createTensor, tensorDataSync };
    this.#backend.binding = Object.create(
      this.#binding,
      Object.fromEntries(Object.entries(overrides).map(([name, method]) => [name, { value: method.bind(this) }])),
    );
    const { random } = Math;
    const randoms: number[] = [];
    Math.random = () => {
      const drawn = given[randoms.length] ?? random();
      randoms.push(drawn);
      return drawn;
    };
    try {
      return { outputs: call(), randoms };
    } finally {
      Math.random = random;
      this.#backend.binding = this.#binding;
    }
  }

  trace(variables: NamedTensorMap, outputs: readonly Tensor[]): Trace {
    const refused = this.#refused ?? this.#read?.refused;
    if (refused) throw refused;
    const refOf = (tensor: Tensor | Variable) => {
      const id = idOf(this.#backend, tensor);
      return this.#refs.get(id) ?? this.#captured(id, tensor.shape, dtypeOf(tensor));
    };
    const assigned = new Map<string, Ref>();
    for (const [name, variable] of Object.entries(variables)) {
      const before = this.#before.get(name);
      if (before === undefined) throw new CompileRefused("variables", `The variable "${name}" is made anew in each call.`);
      if (idOf(this.#backend, variable) !== before) assigned.set(name, refOf(variable as Variable));
    }
    for (const name of this.#before.keys())
      if (!variables[name]) throw new CompileRefused("variables", `The variable "${name}" went away during the call.`);
    return { ops: this.#ops, outputs: outputs.map(refOf), assigned };
  }

  executeOp(name: string, attributes: OpAttribute[], inputs: number[], count: number) {
    // tfjs-node's gather looks whether the indices are in range, as the operation itself does again.
    if (this.#read && !(name === "GatherV2" && inputs[1] === this.#read.id)) this.#refused ??= this.#read.refused;
    this.#read = null;
    const refs = inputs.map((id) => this.#refs.get(id) ?? this.#captured(id));
    const found = this.#binding.executeOp(name, attributes, inputs, count);
    const op =
      this.#ops.push({ name, attributes, inputs: refs, shapes: found.map(({ shape }) => shape), dtypes: found.map(({ dtype }) => dtype) }) -
      1;
    for (const [output, { id }] of found.entries()) this.#refs.set(id, { from: "op", op, output });
    return found;
  }

  createTensor(shape: number[], dtype: number, values: ArrayBufferView): number {
    const id = this.#binding.createTensor(shape, dtype, values);
    this.#refs.set(id, { from: "constant", constant: { shape: [...shape], dtype, values: this.#bytes(dtype, values) } });
    return id;
  }

  tensorDataSync(id: number) {
    const ref = this.#refs.get(id);
    if (ref && ref.from !== "constant") {
      const what =
        ref.from === "op"
          ? `a value of ${this.#ops[ref.op]?.name}`
          : ref.from === "input"
            ? `input ${ref.index}`
            : `the variable ${ref.name}`;
      if (this.#read) this.#refused ??= this.#read.refused;
      this.#read = { id, refused: new CompileRefused("readback", `JavaScript reads ${what} back in the middle of the step.`) };
    }
    return this.#binding.tensorDataSync(id);
  }

  /** A tensor from before the call that is no variable: its values are taken for constant. */
  #captured(id: number, shape?: number[], dtype?: number): Ref {
    const { shape: ownShape, dtype: ownType } = shape && dtype !== undefined ? { shape, dtype } : this.#lookUp(id);
    const values = this.#binding.tensorDataSync(id);
    const ref: Ref = { from: "constant", constant: { shape: ownShape, dtype: ownType, values: this.#bytes(ownType, values) } };
    this.#refs.set(id, ref);
    return ref;
  }

  /** An identity tells the shape and type of a native tensor of which only the number is known. */
  #lookUp(id: number): { shape: number[]; dtype: number } {
    for (const dtype of [DTYPE.float32, DTYPE.int32, DTYPE.bool]) {
      try {
        const same = identityOf(this.#binding, id, dtype);
        this.#binding.deleteTensor(same.id);
        return { shape: same.shape, dtype };
      } catch {
        // of another type
      }
    }
    throw new CompileRefused("operation", "A tensor of a type that no graph can be fed with is used.");
  }

  /** A copy, as the type's bytes lie in memory. */
  #bytes(dtype: number, values: ArrayBufferView): ArrayBufferView {
    const copy = copyOf(dtype === DTYPE.int64 ? DTYPE.int32 : dtype, values as unknown as ArrayLike<number>);
    if (copy) return copy;
    this.#refuse("operation", "Text or complex numbers are made into a tensor in the middle of the step.");
    return new Uint8Array(0);
  }

  #refuse(code: CompileRefused["code"], message: string): void {
    this.#refused ??= new CompileRefused(code, message);
  }
}

const dtypeOf = ({ dtype }: Tensor): number => DTYPE[dtype as keyof typeof DTYPE] ?? DTYPE.float32;
