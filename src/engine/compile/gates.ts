import { DTYPE, type OpAttribute } from "./binding.ts";
import { floats, integers, isTrue, wholeNumbers } from "./simplify/rule.ts";
import type { Step } from "./step.ts";
import type { Ref, Trace, TracedOp } from "./trace.ts";

/** Products of values with weights, all added up, and a bias. */
interface Affine {
  products: { values: Ref; weights: Ref }[];
  bias: Ref;
}

/**
 * The gates of recurrent layers for many rows: TensorFlow.js reckons all of a layer's gates at once and takes them apart then. Each by itself is
 * a product with its share of the weights, and TensorFlow makes one operation of a product, its bias and its activation, which saves as much time
 * as the products take. For few rows it does not pay: there are more operations. Null where there are no such gates.
 */
export function inGates(step: Step): Trace | null {
  const gates = new Gates(step);
  return gates.found ? gates.trace : null;
}

class Gates {
  readonly #step: Step;
  readonly #ops: TracedOp[] = [];
  readonly #now: Ref[][] = [];
  /** Made of weights, once for all steps in time. */
  readonly #made = new Map<string, number>();
  readonly trace: Trace;
  found = false;

  constructor(step: Step) {
    this.#step = step;
    const { ops, outputs, assigned } = step.trace;
    const activated = activatedOps(ops);
    for (const [i, op] of ops.entries()) {
      const affine = op.name === "SplitV" && activated.has(i) ? this.#affine(op.inputs[0] as Ref) : null;
      const gates = affine && this.#gates(op, affine);
      this.#now.push(gates ?? this.#outputs(this.#ops.push({ ...op, inputs: op.inputs.map(this.#ref) }) - 1, op));
      this.found ||= gates !== null;
    }
    this.trace = {
      ops: this.#ops,
      outputs: outputs.map(this.#ref),
      assigned: new Map([...assigned].map(([name, ref]) => [name, this.#ref(ref)])),
    };
  }

  readonly #ref = (ref: Ref): Ref => (ref.from === "op" ? (this.#now[ref.op]?.[ref.output] as Ref) : ref);

  #outputs(op: number, { shapes }: TracedOp): Ref[] {
    return shapes.map((_, output) => ({ from: "op", op, output }));
  }

  #affine(ref: Ref): Affine | null {
    const sum = this.#opOf(ref, "Add", "AddV2");
    const [products, bias] = sum?.inputs ?? [];
    const found = products && this.#products(products);
    return found && bias?.from === "variable" && this.#shapeOf(bias)?.length === 1 ? { products: found, bias } : null;
  }

  #products(ref: Ref): Affine["products"] | null {
    const sum = this.#opOf(ref, "Add", "AddV2");
    if (sum) {
      const [one, other] = sum.inputs.map((input) => this.#products(input));
      return one && other ? [...one, ...other] : null;
    }
    const product = this.#opOf(ref, "MatMul");
    const [values, weights] = product?.inputs ?? [];
    if (!product || !values || weights?.from !== "variable" || isTrue(product, "transpose_a") || isTrue(product, "transpose_b"))
      return null;
    return [{ values, weights }];
  }

  /** One for each part that was taken. */
  #gates(split: TracedOp, { products, bias }: Affine): Ref[] | null {
    const shape = this.#shapeOf(split.inputs[0] as Ref);
    const widths = split.shapes.map((part) => part[1] as number);
    const [axis] = wholeNumbers(split.inputs[2]) ?? [];
    const depths = products.map(({ weights }) => this.#shapeOf(weights)?.[0] as number);
    const rows = shape?.[0] as number;
    if (shape?.length !== 2 || (axis !== 1 && axis !== -1) || !products.every(({ values }) => this.#shapeOf(values)?.[0] === rows))
      return null;
    const depth = depths.reduce((sum, one) => sum + one, 0);
    const values = this.#joined(
      products.map((one) => this.#ref(one.values)),
      { axis: 1, shape: [rows, depth] },
    );
    const weights = this.#joined(
      products.map((one) => one.weights),
      { axis: 0, shape: [depth, shape[1] as number] },
    );
    const [own, biases] = [
      this.#parts(weights, { axis: 1, shapes: widths.map((width) => [depth, width]) }),
      this.#parts(bias, { axis: 0, shapes: widths.map((width) => [width]) }),
    ];
    return widths.map((width, i) => {
      const product = this.#add({
        ...floats("MatMul", [values, own[i] as Ref], [rows, width]),
        attributes: [FLOAT, flag("transpose_a"), flag("transpose_b")],
      });
      return this.#add(floats("Add", [product, biases[i] as Ref], [rows, width]));
    });
  }

  #joined(refs: Ref[], { axis, shape }: { axis: number; shape: number[] }): Ref {
    if (refs.length === 1) return refs[0] as Ref;
    const attributes = [FLOAT, whole("N", refs.length), { ...FLOAT, name: "Tidx", value: DTYPE.int32 }];
    return this.#add({ ...floats("ConcatV2", [...refs, number(axis)], shape), attributes });
  }

  #parts(ref: Ref, { axis, shapes }: { axis: number; shapes: number[][] }): Ref[] {
    const widths = integers(shapes.map((shape) => shape[axis] as number));
    const attributes = [FLOAT, whole("num_split", shapes.length), { ...FLOAT, name: "Tlen", value: DTYPE.int32 }];
    const split = {
      ...floats("SplitV", [ref, widths, number(axis)], []),
      attributes,
      shapes,
      dtypes: shapes.map(() => DTYPE.float32 as number),
    };
    this.#add(split);
    return this.#outputs(this.#made.get(keyOf(split)) as number, split);
  }

  #add(op: TracedOp): Ref {
    const key = keyOf(op);
    const index = this.#made.get(key) ?? this.#ops.push(op) - 1;
    this.#made.set(key, index);
    return { from: "op", op: index, output: 0 };
  }

  #opOf(ref: Ref, ...names: string[]): TracedOp | null {
    const op = ref.from === "op" ? this.#step.trace.ops[ref.op] : undefined;
    return op && names.includes(op.name) && op.dtypes[0] === DTYPE.float32 ? op : null;
  }

  #shapeOf(ref: Ref): readonly number[] | undefined {
    const { trace, inputs, variables } = this.#step;
    if (ref.from === "op") return trace.ops[ref.op]?.shapes[ref.output];
    if (ref.from === "constant") return ref.constant.shape;
    return (ref.from === "input" ? inputs[ref.index] : variables.get(ref.name))?.shape;
  }
}

/** Operations of which an output goes into an activation that TensorFlow joins with a product. */
const activatedOps = (ops: readonly TracedOp[]): Set<number> =>
  new Set(ops.flatMap(({ name, inputs: [input] }) => (ACTIVATIONS.has(name) && input?.from === "op" ? [input.op] : [])));

const ACTIVATIONS = new Set(["Elu", "Relu", "Relu6", "Sigmoid", "Tanh"]);

const keyOf = ({ name, inputs }: TracedOp): string => `${name} ${JSON.stringify(inputs)}`;
const FLOAT: OpAttribute = { name: "T", type: 4, value: DTYPE.float32 };
const flag = (name: string): OpAttribute => ({ name, type: 3, value: false });
const whole = (name: string, value: number): OpAttribute => ({ name, type: 1, value });
const number = (value: number): Ref => ({ from: "constant", constant: { shape: [], dtype: DTYPE.int32, values: Int32Array.of(value) } });
