import { DTYPE } from "./binding.ts";
import type { Resolutions } from "./constants.ts";
import type { Constant } from "./graph.ts";
import { reluAfterPool } from "./simplify/pool.ts";
import { type Known, sizeOf } from "./simplify/rule.ts";
import { RULES } from "./simplify/rules.ts";
import { formOfSizes } from "./sizes.ts";
import { type Step, typeOf } from "./step.ts";
import type { Ref, Trace, TracedOp } from "./trace.ts";

/**
 * The same step in fewer operations and quicker ones: nothing is reckoned twice, and what the rules of `simplify/` know better is done so. A
 * network that is unrolled in time has half as many.
 */
export function simplify(step: Step): Step {
  return { ...step, trace: reluAfterPool(new Simplifier(step).trace()) };
}

class Simplifier implements Known {
  readonly #step: Step;
  readonly #ops: TracedOp[] = [];
  /** By operation of the old trace, what its outputs are now. */
  readonly #now: Ref[][] = [];
  /** Operations by what they do. */
  readonly #index = new Map<string, number>();
  readonly #keyOf: (ref: Ref) => string;

  constructor(step: Step) {
    this.#step = step;
    this.#keyOf = keys(step.resolutions);
  }

  trace(): Trace {
    const { ops, outputs, assigned } = this.#step.trace;
    for (const op of ops) this.#now.push(this.#made({ ...op, inputs: op.inputs.map(this.#ref) }));
    return {
      ops: this.#ops,
      outputs: outputs.map(this.#ref),
      assigned: new Map([...assigned].map(([name, ref]) => [name, this.#ref(ref)])),
    };
  }

  opOf(ref: Ref | undefined, ...names: string[]): TracedOp | null {
    const op = ref?.from === "op" && ref.output === 0 ? this.#ops[ref.op] : undefined;
    return op && names.includes(op.name) ? op : null;
  }

  shapeOf(ref: Ref | undefined): readonly number[] | undefined {
    const { inputs, variables } = this.#step;
    if (ref?.from === "op") return this.#ops[ref.op]?.shapes[ref.output];
    if (ref?.from === "constant") return ref.constant.shape;
    if (ref?.from === "input") return inputs[ref.index]?.shape;
    return ref && variables.get(ref.name)?.shape;
  }

  dtypeOf(ref: Ref | undefined): number | undefined {
    return ref && typeOf({ ...this.#step, trace: { ...this.#step.trace, ops: this.#ops } }, ref);
  }

  sizeOf(shape: readonly number[]): number {
    const rows = this.#step.inputs[0]?.shape[0] ?? 1;
    const size = sizeOf(shape);
    return (shape[0] ?? 1) % rows === 0 ? (size * (this.#step.most ?? rows)) / rows : size;
  }

  isSame(one: Ref | undefined, other: Ref | undefined): boolean {
    return one !== undefined && other !== undefined && this.#keyOf(one) === this.#keyOf(other);
  }

  uniform(ref: Ref | undefined): number | null {
    if (ref?.from !== "constant" || ref.constant.dtype !== DTYPE.float32 || this.#step.resolutions.has(ref.constant)) return null;
    const values = ref.constant.values as Float32Array;
    const [first] = values;
    return first !== undefined && values.every((value) => Object.is(value, first)) ? first : null;
  }

  find(op: TracedOp): Ref | null {
    const index = this.#index.get(this.#text(op));
    return index === undefined ? null : { from: "op", op: index, output: 0 };
  }

  add(op: TracedOp): Ref {
    return this.#made(op)[0] as Ref;
  }

  readonly #ref = (ref: Ref): Ref => (ref.from === "op" ? (this.#now[ref.op]?.[ref.output] as Ref) : ref);

  #made(op: TracedOp): Ref[] {
    for (const rule of this.#areKnown(op) ? (RULES[op.name] ?? []) : []) {
      const better = rule(op, this);
      if (better) return [better];
    }
    return this.#added(op);
  }

  /** Whether each value can be given its form, though a size of it depends on the number of rows. */
  #areKnown({ inputs, shapes }: TracedOp): boolean {
    return shapes.length === 1 && [...shapes, ...inputs.map((input) => this.shapeOf(input))].every((shape) => shape && formOfSizes(shape));
  }

  #added(op: TracedOp): Ref[] {
    const key = DRAWING.test(op.name) ? null : this.#text(op);
    const index = (key === null ? undefined : this.#index.get(key)) ?? this.#ops.push(op) - 1;
    if (key !== null) this.#index.set(key, index);
    return op.shapes.map((_, output) => ({ from: "op", op: index, output }));
  }

  #text({ name, attributes, inputs }: TracedOp): string {
    return `${name} ${JSON.stringify(attributes)} ${inputs.map(this.#keyOf).join()}`;
  }
}

/** They give something else each time. */
const DRAWING = /random|multinomial/i;

/** Bytes of the largest constant that is compared with others by its values. */
const MOST_COMPARED = 256;

/** Texts that are equal where values are. Constants that stand for something else are equal to nothing but themselves. */
function keys(resolutions: Resolutions): (ref: Ref) => string {
  const own = new Map<Constant, string>();
  const keyOf = (constant: Constant): string => {
    const { dtype, shape, values } = constant;
    if (resolutions.has(constant) || values.byteLength > MOST_COMPARED) return `c${own.size}`;
    return `${dtype}[${shape.join()}]${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("latin1")}`;
  };
  return (ref) => {
    if (ref.from === "op") return `o${ref.op}:${ref.output}`;
    if (ref.from === "input") return `i${ref.index}`;
    if (ref.from === "variable") return `v${ref.name}`;
    const known = own.get(ref.constant) ?? keyOf(ref.constant);
    own.set(ref.constant, known);
    return known;
  };
}
