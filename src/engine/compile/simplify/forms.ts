import type { Ref, TracedOp } from "../trace.ts";
import { integers, isShape, isTrue, type Known, type Rule, reshape, sizeOf, wholeNumbers } from "./rule.ts";

/** Values keep the type that they have. */
export const sameType: Rule = (op, known) => {
  const [first] = op.inputs;
  return first && known.dtypeOf(first) === op.dtypes[0] ? first : null;
};

/** Of what was there before it was given other forms; nothing, where it has its form. */
export const sameForm: Rule = (op, known) => {
  const [given, to] = op.inputs as [Ref, Ref];
  const source = known.opOf(given, "Reshape")?.inputs[0] ?? given;
  if (isShape(known.shapeOf(source), op.shapes[0])) return source;
  return source === given ? null : known.add({ ...op, inputs: [source, to] });
};

/** Nothing is taken out of what is taken as a whole. */
export const whole: Rule = (op, known) => (isShape(known.shapeOf(op.inputs[0]), op.shapes[0]) ? (op.inputs[0] as Ref) : null);

/** Axes stay where they are. */
export const sameOrder: Rule = (op) => (wholeNumbers(op.inputs[1])?.every((axis, i) => axis === i) ? (op.inputs[0] as Ref) : null);

/** What is added to rows of a batch of one is added to the rows. */
export const batchOfOne: Rule = (op, known) => {
  const [one, other] = op.inputs as [Ref, Ref];
  const rows = withoutBatch(one, known);
  const shape = rows && known.shapeOf(rows);
  if (!shape || (known.shapeOf(other)?.length ?? Number.POSITIVE_INFINITY) >= shape.length) return null;
  const sum = known.add({ ...op, inputs: [rows, other], shapes: [[...shape]] });
  return known.add(reshape(sum, op.shapes[0] as number[], op.dtypes[0] as number));
};

/** What there is of a value that got one more dimension of one before all others. */
function withoutBatch(ref: Ref, known: Known): Ref | null {
  const rows = known.opOf(ref, "Reshape")?.inputs[0];
  const [shape, more] = [known.shapeOf(rows), known.shapeOf(ref)];
  return rows && shape && isShape([1, ...shape], more) ? rows : null;
}

/** Sums over one dimension of one and another are sums over the other. */
export const sumOfBatchOfOne: Rule = (op, known) => {
  const rows = withoutBatch(op.inputs[0] as Ref, known);
  const axes = wholeNumbers(op.inputs[1]);
  if (!rows || !axes?.includes(0) || axes.length < 2 || axes.some((axis) => axis < 0) || isTrue(op, "keep_dims")) return null;
  return known.add({ ...op, inputs: [rows, integers(axes.filter((axis) => axis > 0).map((axis) => axis - 1))] });
};

/** A sum or mean of all values does not ask for their form, and a mean of means of as many each is the mean of all. */
export const ofAll: Rule = (op, known) => {
  const [given] = op.inputs as [Ref];
  const inner = known.opOf(given, "Reshape", op.name);
  const shape = known.shapeOf(inner?.inputs[0]);
  if (!isTotal(op) || !inner || !shape || sizeOf(shape) === 0) return null;
  return known.add({ ...op, inputs: [inner.inputs[0] as Ref, integers(shape.map((_, axis) => axis))] });
};

const isTotal = ({ shapes: [shape] }: TracedOp): boolean => shape?.length === 0;

/** A mean or sum over dimensions of one is a form. */
export const overOnes: Rule = (op, known) => {
  const [given] = op.inputs as [Ref];
  const [shape, axes] = [known.shapeOf(given), wholeNumbers(op.inputs[1])];
  if (!shape || !axes?.every((axis) => shape[axis] === 1)) return null;
  return known.add(reshape(given, op.shapes[0] as number[], op.dtypes[0] as number));
};
