import type { Ref, TracedOp } from "../trace.ts";
import { isShape, type Known, type Rule } from "./rule.ts";

/**
 * What is reckoned number by number is the same in any form: so forms are given after it, where they meet others, and a product, its bias and its
 * activation stand side by side, which TensorFlow makes one operation of.
 */
export const activationBeforeForm: Rule = (op, known) => {
  const form = known.opOf(op.inputs[0], "Reshape");
  return form && formed(op, form, [form.inputs[0] as Ref], known);
};

/** Of two values that have got the same form from the same one, or of one and what is as wide as its last dimension. */
export const sumBeforeForm: Rule = (op, known) => {
  const [one, other] = op.inputs as [Ref, Ref];
  const [form, otherForm] = [known.opOf(one, "Reshape"), known.opOf(other, "Reshape")];
  const source = form?.inputs[0];
  if (!form || !source) return null;
  const shape = known.shapeOf(source);
  const otherSource = otherForm?.inputs[0];
  if (otherSource && isShape(known.shapeOf(otherSource), shape) && isShape(known.shapeOf(other), known.shapeOf(one)))
    return formed(op, form, [source, otherSource], known);
  const [bias, last] = [known.shapeOf(other), shape?.at(-1)];
  const isBias = bias?.length === 1 && last !== undefined && bias[0] === last && op.shapes[0]?.at(-1) === last;
  return isBias && isShape(known.shapeOf(one), op.shapes[0]) ? formed(op, form, [source, other], known) : null;
};

function formed(op: TracedOp, form: TracedOp, inputs: Ref[], known: Known): Ref | null {
  const shape = known.shapeOf(inputs[0]);
  return shape ? known.add({ ...form, inputs: [known.add({ ...op, inputs, shapes: [[...shape]] }), form.inputs[1] as Ref] }) : null;
}
