import { DTYPE, type OpAttribute, TYPE_ATTRIBUTE } from "./binding.ts";
import type { Constant } from "./graph.ts";
import type { Ref, TracedOp } from "./trace.ts";

/** Operations, in the making, that give what depends on the number of rows of the first input. */
export class SizeOps {
  readonly ops: TracedOp[] = [];
  /** By what they do: nothing is reckoned twice. */
  readonly #known = new Map<string, Ref>();

  /** The number of rows, an int32 scalar. */
  get rows(): Ref {
    const shape = this.#add("Shape", [{ from: "input", index: 0 }], [1], DTYPE.int32, [type("T", DTYPE.float32), type("out_type", INT)]);
    const [first, next] = [this.integers([0]), this.integers([1])];
    return this.#add("StridedSlice", [shape, first, next, next], [], DTYPE.int32, [
      type("T", INT),
      type("Index", INT),
      integer("shrink_axis_mask", 1),
    ]);
  }

  /** `slope` x rows + `offset`, an int32 scalar. */
  line(slope: number, offset: number): Ref {
    if (slope === 0) return this.scalar(offset);
    const product = slope === 1 ? this.rows : this.#add("Mul", [this.rows, this.scalar(slope)], [], INT, [type("T", INT)]);
    return offset === 0 ? product : this.#add("AddV2", [product, this.scalar(offset)], [], INT, [type("T", INT)]);
  }

  /** Scalars as a vector. */
  pack(scalars: readonly Ref[]): Ref {
    return this.#add("Pack", [...scalars], [scalars.length], INT, [type("T", INT), integer("N", scalars.length), integer("axis", 0)]);
  }

  reshape(values: Ref, shape: readonly number[]): Ref {
    return this.#add("Reshape", [values, this.integers(shape)], [...shape], INT, [type("T", INT), type("Tshape", INT)]);
  }

  constant(value: Constant): Ref {
    return constant(value);
  }

  /** `value` everywhere, in a shape that is made of a vector. */
  fill(dimensions: Ref, value: Ref, dtype: number): Ref {
    return this.#add("Fill", [dimensions, value], [], dtype, [type("T", dtype), type("index_type", INT)]);
  }

  /** Whole numbers by a number, rounded down. */
  divide(values: Ref, by: number): Ref {
    return this.#add("FloorDiv", [values, this.scalar(by)], [1], INT, [type("T", INT)]);
  }

  /** `values` again and again along each dimension. */
  tile(values: Constant, times: Ref): Ref {
    const attributes = [type("T", values.dtype), type("Tmultiples", INT)];
    return this.#add("Tile", [constant(values), times], [...values.shape], values.dtype, attributes);
  }

  /** 0, 1, 2, ... below `count`, times `step` plus `start`, of a type. */
  range(count: Ref, { start, step, dtype }: { start: number; step: number; dtype: number }): Ref {
    const zeroOn = this.#add("Range", [this.scalar(0), count, this.scalar(1)], [1], INT, [type("Tidx", INT)]);
    const values = dtype === INT ? zeroOn : this.#add("Cast", [zeroOn], [1], dtype, [type("SrcT", INT), type("DstT", dtype)]);
    const scaled = this.#add("Mul", [values, this.#number(step, dtype)], [1], dtype, [type("T", dtype)]);
    return this.#add("AddV2", [scaled, this.#number(start, dtype)], [1], dtype, [type("T", dtype)]);
  }

  /** Floats times the number of rows, or divided by it. */
  scale(op: "Mul" | "RealDiv", values: Constant): Ref {
    const float = type("T", DTYPE.float32);
    const rows = this.#add("Cast", [this.rows], [], DTYPE.float32, [type("SrcT", INT), type("DstT", DTYPE.float32)]);
    return this.#add(op, [constant(values), rows], [...values.shape], DTYPE.float32, [float]);
  }

  scalar(value: number): Ref {
    return this.#number(value, INT);
  }

  integers(values: readonly number[]): Ref {
    return constant({ shape: [values.length], dtype: INT, values: Int32Array.from(values) });
  }

  #number(value: number, dtype: number): Ref {
    return constant({ shape: [], dtype, values: dtype === INT ? Int32Array.of(value) : Float32Array.of(value) });
  }

  #add(name: string, inputs: Ref[], shape: number[], dtype: number, attributes: OpAttribute[]): Ref {
    const text = inputs.every(isShort) ? JSON.stringify([name, inputs, attributes]) : null;
    const known = text === null ? undefined : this.#known.get(text);
    if (known) return known;
    const op = this.ops.push({ name, attributes, inputs, shapes: [shape], dtypes: [dtype] }) - 1;
    const made: Ref = { from: "op", op, output: 0 };
    if (text !== null) this.#known.set(text, made);
    return made;
  }
}

/** Longer constants are not compared. */
const isShort = (ref: Ref): boolean => ref.from !== "constant" || ref.constant.values.byteLength <= 64;

const INT = DTYPE.int32;
/** `TF_ATTR_INT` of tfjs-node's binding. */
const INT_ATTRIBUTE = 1;

const constant = (value: Constant): Ref => ({ from: "constant", constant: value });
const type = (name: string, value: number): OpAttribute => ({ name, type: TYPE_ATTRIBUTE, value });
const integer = (name: string, value: number): OpAttribute => ({ name, type: INT_ATTRIBUTE, value });
