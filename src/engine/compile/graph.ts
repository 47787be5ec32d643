import { DTYPE } from "./binding.ts";
import type { AttributeValue, GraphNode } from "./saved-model.ts";

/** Values that never change, made in JavaScript. */
export interface Constant {
  shape: readonly number[];
  dtype: number;
  /** As the type's bytes lie in memory. */
  values: ArrayBufferView;
}

/** A copy of numbers, as the type's bytes lie in memory; null of a type that no constant has. */
export function copyOf(dtype: number, numbers: ArrayLike<number>): ArrayBufferView | null {
  if (dtype === DTYPE.float32) return Float32Array.from(numbers);
  if (dtype === DTYPE.int32) return Int32Array.from(numbers);
  return dtype === DTYPE.bool ? Uint8Array.from(numbers) : null;
}

/** Operations that must have run before a node, by their output. */
type Before = readonly string[];

/** A TensorFlow graph in the making. A node is named by its output: `MatMul_3`, or `Split_4:1` for a later one. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  #count = 0;

  /** Adds an operation; gives the name of its first output. */
  add(
    op: string,
    inputs: readonly string[],
    attributes: Record<string, AttributeValue> = {},
    { name = "", before = [] as Before } = {},
  ): string {
    const own = name === "" ? `${op}_${this.#count}` : name;
    this.#count += 1;
    this.nodes.push({ name: own, op, inputs: [...inputs, ...before.map((one) => `^${one.split(":")[0]}`)], attributes });
    return own;
  }

  /** `before` binds a constant to the loop that it stands in. */
  constant({ shape, dtype, values }: Constant, before: Before = []): string {
    return this.add("Const", [], { dtype: { type: dtype }, value: { tensor: { shape, dtype, values } } }, { before });
  }

  float(value: number, before: Before = []): string {
    return this.constant({ shape: [], dtype: DTYPE.float32, values: Float32Array.of(value) }, before);
  }

  integer(value: number, before: Before = []): string {
    return this.constant({ shape: [], dtype: DTYPE.int32, values: Int32Array.of(value) }, before);
  }

  integers(values: readonly number[], before: Before = []): string {
    return this.constant({ shape: [values.length], dtype: DTYPE.int32, values: Int32Array.from(values) }, before);
  }

  placeholder(name: string, dtype: number, shape: readonly number[] | null): string {
    return this.add("Placeholder", [], { dtype: { type: dtype }, shape: { shape } }, { name });
  }

  /** An operation on 32-bit floats alone. */
  floats(op: string, ...inputs: string[]): string {
    return this.add(op, inputs, { T: { type: DTYPE.float32 } });
  }
}
