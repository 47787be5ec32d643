import { DTYPE } from "../binding.ts";
import type { Constant } from "../graph.ts";
import { elementsOf, sameShape } from "../shape.ts";
import { formOfSizes } from "../sizes.ts";
import type { Ref, TracedOp } from "../trace.ts";

/** Gives what an operation of one output can be replaced by, or null. The operation's inputs are simplified already. */
export type Rule = (op: TracedOp, known: Known) => Ref | null;

/** What a rule can ask of a step, and add to it. */
export interface Known {
  /** The operation whose first output it is, of this name. */
  opOf(ref: Ref | undefined, ...names: string[]): TracedOp | null;
  shapeOf(ref: Ref | undefined): readonly number[] | undefined;
  dtypeOf(ref: Ref | undefined): number | undefined;
  /** Values of a shape, in the step with the most rows that a graph is for: what depends on their number is done for any rows then. */
  sizeOf(shape: readonly number[]): number;
  isSame(one: Ref | undefined, other: Ref | undefined): boolean;
  /** The value of 32-bit floats that JavaScript made, the same everywhere and in each step. */
  uniform(ref: Ref | undefined): number | null;
  /** An operation that is there already, or null. */
  find(op: TracedOp): Ref | null;
  /** Simplified too. */
  add(op: TracedOp): Ref;
}

/** An operation on 32-bit floats. */
export const floats = (name: string, inputs: readonly Ref[], shape: readonly number[], dtype: number = DTYPE.float32): TracedOp => ({
  name,
  attributes: [{ name: "T", type: TYPE, value: DTYPE.float32 }],
  inputs: [...inputs],
  shapes: [[...shape]],
  dtypes: [dtype],
});

export const reshape = (ref: Ref, shape: readonly number[], dtype: number): TracedOp => ({
  name: "Reshape",
  attributes: [
    { name: "T", type: TYPE, value: dtype },
    { name: "Tshape", type: TYPE, value: DTYPE.int32 },
  ],
  inputs: [ref, integers(formOfSizes(shape) ?? [])],
  shapes: [[...shape]],
  dtypes: [dtype],
});

/** The same 32-bit float everywhere. */
export const filled = (value: number, shape: readonly number[] = []): Ref =>
  constant({ shape, dtype: DTYPE.float32, values: new Float32Array(sizeOf(shape)).fill(value) });

export const integers = (values: readonly number[]): Ref =>
  constant({ shape: [values.length], dtype: DTYPE.int32, values: Int32Array.from(values) });

export const isShape = (one: readonly number[] | undefined, other: readonly number[] | undefined): boolean =>
  one !== undefined && other !== undefined && sameShape(one, other);

/** Infinite where it depends on the number of rows. */
export const sizeOf = (shape: readonly number[]): number => (shape.some((size) => size < 0) ? Number.POSITIVE_INFINITY : elementsOf(shape));

/** Whole numbers that JavaScript put in: axes, a permutation, a shape. */
export const wholeNumbers = (ref: Ref | undefined): readonly number[] | null =>
  ref?.from === "constant" && ref.constant.dtype === DTYPE.int32 ? [...(ref.constant.values as Int32Array)] : null;

export const isTrue = ({ attributes }: TracedOp, name: string): boolean =>
  attributes.some((one) => one.name === name && one.value === true);

const constant = (value: Constant): Ref => ({ from: "constant", constant: value });

/** `TF_ATTR_TYPE` of tfjs-node's binding. */
export const TYPE = 4;
