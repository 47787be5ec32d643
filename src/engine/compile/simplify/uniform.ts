import { DTYPE } from "../binding.ts";
import type { Ref } from "../trace.ts";
import { filled, floats, isShape, type Rule, sizeOf } from "./rule.ts";

/** Of the largest constant that is made of others: it lies in the graph. */
const MOST = 2 ** 16;

/** Reckoned now: what is the same everywhere stays so, as the gradient that a mean begins with. */
export const folded: Rule = (op, known) => {
  const shape = op.shapes[0] as number[];
  if (op.dtypes[0] !== DTYPE.float32 || known.sizeOf(shape) > MOST) return null;
  if (op.name === "ZerosLike") return filled(0, shape);
  const [one, other] = (op.name === "Fill" ? op.inputs.toReversed() : op.inputs).map((input) => known.uniform(input));
  if (one == null) return null;
  const unary = UNARY[op.name];
  if (unary) return filled(unary(one), shape);
  const binary = BINARY[op.name];
  return binary && other != null ? filled(binary(one, other), shape) : null;
};

const same = (value: number) => value;
const UNARY: Readonly<Record<string, (value: number) => number>> = {
  Reshape: same,
  Fill: same,
  Tile: same,
  BroadcastTo: same,
  Neg: (a) => -a,
};
const BINARY: Readonly<Record<string, (one: number, other: number) => number>> = {
  Mul: (a, b) => a * b,
  RealDiv: (a, b) => a / b,
  Add: (a, b) => a + b,
  AddV2: (a, b) => a + b,
  Sub: (a, b) => a - b,
};

/** Times one, or divided by one. */
export const byOne: Rule = (op, known) => {
  const [value, by] = op.name === "Mul" && known.uniform(op.inputs[0]) !== null ? op.inputs.toReversed() : op.inputs;
  return known.uniform(by) === 1 && isShape(known.shapeOf(value), op.shapes[0]) ? (value as Ref) : null;
};

/** A single number in place of as many of them as there are values. */
export const oneNumber: Rule = (op, known) => {
  const isMany = (ref: Ref, other: Ref | undefined) =>
    (known.shapeOf(ref)?.length ?? 0) > 0 && isShape(known.shapeOf(other), op.shapes[0]) && known.uniform(ref) !== null;
  const [a, b] = op.inputs as [Ref, Ref];
  const at = isMany(a, b) ? 0 : isMany(b, a) ? 1 : -1;
  if (at < 0) return null;
  return known.add({ ...op, inputs: op.inputs.map((input, i) => (i === at ? filled(known.uniform(input) as number) : input)) });
};

/** `x * a + x * a` is `x * 2a`, to the bit. */
export const twice: Rule = (op, known) => {
  const [one, other] = op.inputs as [Ref, Ref];
  const [factor, value] = known.opOf(one, "Mul")?.inputs ?? [];
  const number = known.uniform(factor);
  if (!known.isSame(one, other) || number === null || !value || op.dtypes[0] !== DTYPE.float32) return null;
  return known.add(floats("Mul", [filled(2 * number, known.shapeOf(factor)), value], op.shapes[0] as number[]));
};

export const negatedTwice: Rule = (op, known) => known.opOf(op.inputs[0], "Neg")?.inputs[0] ?? null;

/** What is repeated is divided before that. */
export const dividedOnce: Rule = (op, known) => {
  const [many, by] = op.inputs as [Ref, Ref];
  const [once, ones] = known.opOf(many, "Mul")?.inputs ?? [];
  const shape = known.shapeOf(once);
  if (!once || !ones || !shape || known.uniform(ones) !== 1 || known.uniform(by) === null) return null;
  if (known.shapeOf(by)?.length !== 0 || sizeOf(shape) >= sizeOf(op.shapes[0] as number[])) return null;
  const divided = known.add({ ...op, inputs: [once, by], shapes: [[...shape]] });
  return known.add(floats("Mul", [divided, ones], op.shapes[0] as number[]));
};
