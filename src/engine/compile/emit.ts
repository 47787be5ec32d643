import { DTYPE, type OpAttribute } from "./binding.ts";
import type { Resolutions } from "./constants.ts";
import type { Drawn } from "./drawn.ts";
import type { Constant, GraphBuilder } from "./graph.ts";
import { CompileRefused } from "./refused.ts";
import type { AttributeValue } from "./saved-model.ts";
import type { Ref, Trace } from "./trace.ts";
import { rightTypes } from "./types.ts";

/** What a trace's refs stand for where it is written to. */
export interface Surroundings {
  /** Outputs that are the inputs of the call. */
  inputs: readonly string[];
  typeOf(ref: Ref): number;
  /** The value of a variable as the step begins. */
  read(variable: string): string;
  /** The value of a setting. */
  setting(name: string): string;
  resolutions: Resolutions;
  /** What a constant is, or the shape of a random one, where it depends on the number of rows; null or absent where it does not. */
  sized?(constant: Constant): string | null;
  /** What binds constants to the loop that they stand in. */
  before: readonly string[];
  /** Random numbers in place of a constant: those that `draw` makes of a whole number that is another one in each step. */
  random(constant: Constant, draw: (seed: string) => string): string;
}

export interface Emitted {
  /** Nodes by operation, of those that are needed. */
  made: readonly (string | undefined)[];
  outputs: string[];
  assigned: Map<string, string>;
}

/** Writes the operations of a trace that its outputs and new values need. */
export function emit(graph: GraphBuilder, trace: Trace, around: Surroundings): Emitted {
  const needed = neededOps(trace);
  const made: string[] = [];
  const constants = new Map<Constant, string>();
  const byBytes = new Map<string, string>();

  const constantOf = (constant: Constant): string => {
    const known = constants.get(constant);
    if (known !== undefined) return known;
    const name = write(constant);
    constants.set(constant, name);
    return name;
  };
  const write = (constant: Constant): string => {
    const resolved = around.resolutions.get(constant);
    if (resolved?.as === "setting") return timesSetting(resolved.factor, resolved.name);
    const sized = around.sized?.(constant) ?? null;
    if (resolved?.as !== "random") return sized ?? plain(constant);
    const numbers = { size: sized ?? plain(shapeOf(constant)), place: constants.size, before: around.before };
    return around.random(constant, (seed) => randomNumbers(graph, resolved.drawn, { ...numbers, seed }));
  };
  const settings = new Map<string, string>();
  const products = new Map<string, string>();
  const timesSetting = (factor: Constant, name: string): string => {
    const setting = settings.get(name) ?? around.setting(name);
    settings.set(name, setting);
    if (isOne(factor)) return setting;
    const times = plain(factor);
    const known = products.get(`${times} ${name}`) ?? graph.floats("Mul", times, setting);
    products.set(`${times} ${name}`, known);
    return known;
  };
  /** Equal ones once: a step makes the same shapes and axes again and again. */
  const plain = (constant: Constant): string => {
    const { dtype, shape, values } = constant;
    const key =
      values.byteLength > MOST_SHARED
        ? null
        : `${dtype}|${shape.join()}|${Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("latin1")}`;
    const known = key === null ? undefined : byBytes.get(key);
    if (known !== undefined) return known;
    const name = graph.constant(constant, around.before);
    if (key !== null) byBytes.set(key, name);
    return name;
  };
  const nameOf = (ref: Ref): string => {
    if (ref.from === "input") return around.inputs[ref.index] as string;
    if (ref.from === "variable") return around.read(ref.name);
    if (ref.from === "constant") return constantOf(ref.constant);
    const op = made[ref.op] as string;
    return ref.output === 0 ? op : `${op}:${ref.output}`;
  };

  for (const [i, op] of trace.ops.entries()) {
    if (!needed.has(i)) continue;
    const attributes = Object.fromEntries(op.attributes.map((one) => [one.name, attributeOf(one, op.name)]));
    made[i] = graph.add(op.name, op.inputs.map(nameOf), rightTypes(op.name, attributes, op.inputs.map(around.typeOf)));
  }
  return {
    made,
    outputs: trace.outputs.map(nameOf),
    assigned: new Map([...trace.assigned].map(([name, ref]) => [name, nameOf(ref)])),
  };
}

const isOne = ({ shape, values }: Constant): boolean => shape.length === 0 && (values as Float32Array)[0] === 1;

/** Bytes of the largest constant that is compared with others. */
const MOST_SHARED = 256;

/** Numbers of the operations that a trace's outputs and new values need. */
export function neededOps({ ops, outputs, assigned }: Trace): Set<number> {
  const needed = new Set<number>();
  const open: Ref[] = [...outputs, ...assigned.values()];
  for (let ref = open.pop(); ref; ref = open.pop()) {
    if (ref.from !== "op" || needed.has(ref.op)) continue;
    needed.add(ref.op);
    open.push(...(ops[ref.op]?.inputs ?? []));
  }
  return needed;
}

const shapeOf = ({ shape }: Constant): Constant => ({ shape: [shape.length], dtype: DTYPE.int32, values: Int32Array.from(shape) });

/** Random numbers by the step's seed and their place in it, and by nothing else, so that a step can be repeated. */
function randomNumbers(
  graph: GraphBuilder,
  { from, scale, shift }: Drawn,
  { size, place, before, seed }: { size: string; place: number; before: readonly string[]; seed: string },
): string {
  const [int, float] = [DTYPE.int32, DTYPE.float32];
  const both = graph.add("Pack", [seed, graph.integer(place, before)], { T: { type: int }, N: { int: 2 }, axis: { int: 0 } });
  const types = { T: { type: int }, Tseed: { type: int }, dtype: { type: float } };
  const drawn = graph.add(from === "uniform" ? "StatelessRandomUniform" : "StatelessRandomNormal", [size, both], types);
  const scaled = scale === 1 ? drawn : graph.floats("Mul", drawn, graph.float(scale, before));
  return shift === 0 ? scaled : graph.floats("AddV2", scaled, graph.float(shift, before));
}

/** By the numbers of `TF_ATTR_...` in tfjs-node's binding. */
function attributeOf({ type, value, name }: OpAttribute, op: string): AttributeValue {
  const isList = Array.isArray(value);
  if (type === 0 && !isList) return { string: String(value) };
  if (type === 1) return isList ? { ints: value as number[] } : { int: value as number };
  if (type === 2) return isList ? { floats: value as number[] } : { float: value as number };
  if (type === 3) return isList ? { bools: value as boolean[] } : { bool: value as boolean };
  if (type === 4) return isList ? { types: value as number[] } : { type: value as number };
  if (type === 5) return { shape: value as number[] };
  throw new CompileRefused("operation", `The attribute ${name} of ${op} is of a kind that is not known here.`);
}
