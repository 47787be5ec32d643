import type { DataId, Optimizer, Variable } from "@tensorflow/tfjs-core";
import type { OpAttribute } from "../binding.ts";
import type { Form } from "../form.ts";
import type { Constant } from "../graph.ts";
import type { Running } from "../running.ts";
import { sameShape } from "../shape.ts";
import type { Ref, Trace, TracedOp } from "../trace.ts";
import type { Reads } from "./early-values.ts";
import type { Recording } from "./recording.ts";

/** What an operation takes where a step goes the same way. */
export type Expected =
  /** What an earlier operation gave: outputs are counted through. */
  | { from: "op"; number: number }
  | { from: "variable"; variable: Variable }
  /** What JavaScript makes, always the same. */
  | { from: "constant"; constant: Constant }
  /** What each call brings: a tensor from before it, or, with `made`, one that JavaScript makes in it. */
  | { from: "input"; index: number; form: Form; made: Constant | null };

export interface ExpectedOp {
  name: string;
  attributes: OpAttribute[];
  inputs: Expected[];
  outputs: { shape: number[]; dtype: number }[];
  /** Number of the first output. */
  number: number;
}

/** One way through a step until its gradients are applied, and the graph of the whole step. */
export interface Path {
  optimizer: Optimizer;
  ops: ExpectedOp[];
  tape: readonly string[];
  /** Operations of the forward pass, and with those of its gradients. */
  forward: number;
  backward: number;
  /** The operations of the gradients as text. */
  gradients: string;
  /** Outputs that JavaScript gets as gradients; null of `minimize`. */
  computed: readonly (number | null)[] | null;
  applied: readonly { name: string; expected: Expected | null }[];
  /** Which of the operations' outputs is the cost. */
  cost: number;
  /** Variables that get new values before the gradients are applied: the numbers of these. */
  assigned: ReadonlyMap<Variable, number>;
  /** Outputs that outlive the call, in the order that the graph gives them after the cost. */
  escapes: number[];
  /** All variables that it reads or changes, and whether each was to be trained. */
  variables: ReadonlyMap<Variable, boolean>;
  /** The trace that it was made of; `varied`: constants in it that are inputs. */
  trace: Trace;
  varied: ReadonlySet<Constant>;
  settings: ReadonlyMap<string, number>;
  /** Of the inputs: tensors from before the call first, then what JavaScript makes in it. */
  inputs: readonly Form[];
  /** What JavaScript may read before it is over. */
  reads: Reads;
  running: Running;
}

/** Where the values of a step that goes a known way come from. */
export function expectedBy({ trace, variables }: Pick<Recording, "trace" | "variables">, indexOf: IndexOf): (ref: Ref) => Expected {
  const numbers = outputNumbers(trace.ops);
  return (ref) => {
    if (ref.from === "op") return { from: "op", number: (numbers[ref.op] as number) + ref.output };
    if (ref.from === "variable") return { from: "variable", variable: variables.get(ref.name) as Variable };
    if (ref.from === "input") return { from: "input", ...indexOf(ref.index), made: null };
    const varied = indexOf(ref.constant);
    return varied ? { from: "input", ...varied, made: ref.constant } : { from: "constant", constant: ref.constant };
  };
}

export function expectedOps(ops: readonly TracedOp[], expected: (ref: Ref) => Expected): ExpectedOp[] {
  const numbers = outputNumbers(ops);
  return ops.map(({ name, attributes, inputs, shapes, dtypes }, i) => ({
    name,
    attributes,
    inputs: inputs.map(expected),
    outputs: shapes.map((shape, k) => ({ shape, dtype: dtypes[k] as number })),
    number: numbers[i] as number,
  }));
}

/** The input that a tensor from before the call is, or a constant, if it is one. */
export interface IndexOf {
  (captured: number): { index: number; form: Form };
  (constant: Constant): { index: number; form: Form } | null;
}

/** The number of each operation's first output. */
export function outputNumbers(ops: readonly TracedOp[]): number[] {
  let count = 0;
  return ops.map(({ shapes }) => {
    const number = count;
    count += shapes.length;
    return number;
  });
}

/** A path that the call at hand may be on. */
export interface Candidate {
  path: Path;
  /** The data that its inputs are. */
  bound: (DataId | undefined)[];
  /** Which of its constants the data are that JavaScript has made. */
  made: Map<DataId, Constant>;
}

/** Whether a path goes on with tfjs-node's gather by this output, which looks whether the indices are in range, as the operation itself does again. */
export function isLookedUp({ ops }: Path, at: number, number: number): boolean {
  const next = ops[at];
  const indices = next?.inputs[1];
  return next?.name === "GatherV2" && indices?.from === "op" && indices.number === number;
}

export const sameAttributes = (one: readonly OpAttribute[], other: readonly OpAttribute[]): boolean =>
  one.length === other.length && one.every(({ name, value }, i) => name === other[i]?.name && sameValue(value, other[i].value));

function sameValue(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one)) return Object.is(one, other);
  return Array.isArray(other) && one.length === other.length && one.every((value, i) => Object.is(value, other[i]));
}

/** Whether what JavaScript has made is a constant again. */
export function isConstant(
  { shape, dtype, values }: { shape: number[]; dtype: number; values: ArrayLike<number> | null },
  constant: Constant,
): boolean {
  if (!values || dtype !== constant.dtype || !sameShape(shape, constant.shape)) return false;
  return sameValues(values, constant.values as unknown as ArrayLike<number>);
}

function sameValues(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i] && !(Number.isNaN(one[i]) && Number.isNaN(other[i]))) return false;
  return true;
}
