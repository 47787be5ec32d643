import type { OpAttribute } from "../binding.ts";
import type { Ref, TracedOp } from "../trace.ts";
import { isShape, type Rule, reshape } from "./rule.ts";

/** Products of two matrices, or of two batches of one, by the operation that is made for it. */
export const product: Rule = (op, known) => {
  const shapes = op.inputs.map((input) => known.shapeOf(input));
  if (shapes.every((shape) => shape?.length === 2)) return known.add(matMul(op));
  if (!shapes.every((shape) => shape?.length === 3 && shape[0] === 1)) return null;
  const [shape, dtype] = [op.shapes[0] as number[], op.dtypes[0] as number];
  const matrices = op.inputs.map((input, i) => known.add(reshape(input, (shapes[i] as number[]).slice(1), dtype)));
  return known.add(reshape(known.add(matMul({ ...op, inputs: matrices, shapes: [shape.slice(1)] })), shape, dtype));
};

function matMul(op: TracedOp): TracedOp {
  const type = op.attributes.filter(({ name }) => name === "T");
  const transposed = (name: string, from: string) => ({ ...op.attributes.find((one) => one.name === from), name }) as OpAttribute;
  return { ...op, name: "MatMul", attributes: [...type, transposed("transpose_a", "adj_x"), transposed("transpose_b", "adj_y")] };
}

/**
 * TensorFlow makes one operation of a product and what is added to it, which takes three times as long where the product has one column. It does
 * not see it where a single number is added.
 */
export const oneColumn: Rule = (op, known) => {
  const [sum, bias] = op.inputs as [Ref, Ref];
  if (known.opOf(sum, "MatMul")?.shapes[0]?.[1] !== 1 || !isShape(known.shapeOf(bias), [1])) return null;
  return known.add({ ...op, inputs: [sum, known.add(reshape(bias, [], op.dtypes[0] as number))] });
};
