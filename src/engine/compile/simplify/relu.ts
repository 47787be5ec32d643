import type { Ref } from "../trace.ts";
import { floats, type Known, type Rule } from "./rule.ts";

/**
 * The slope of a ReLU in two operations, by what it gave: its sign. TensorFlow.js makes five of it, and TensorFlow's own `ReluGrad` takes several
 * times as long as both. Nobody else needs what the ReLU was given then, so that TensorFlow makes it with the product before it.
 */
export const reluSlope: Rule = (op, known) => {
  const [gradient, slope] = op.inputs as [Ref, Ref];
  const x = stepped(slope, 0, known);
  const shape = known.shapeOf(x ?? undefined);
  if (!x || !shape) return null;
  const sign = known.add(floats("Sign", [known.add(floats("Relu", [x], shape))], shape));
  return known.add({ ...op, inputs: [gradient, sign] });
};

/** `x` of `step(x, below)` (tfjs-core): 1 where it is above 0, else `below`, and what is not a number stays so. */
export function stepped(ref: Ref, below: number, known: Known): Ref | null {
  const [missing, x, there] = known.opOf(ref, "Select")?.inputs ?? [];
  const [above, one, other] = known.opOf(there, "Select")?.inputs ?? [];
  const [compared, limit] = known.opOf(above, "Greater")?.inputs ?? [];
  const isStep =
    known.isSame(known.opOf(missing, "IsNan")?.inputs[0], x) &&
    known.isSame(compared, x) &&
    known.uniform(limit) === 0 &&
    known.uniform(one) === 1 &&
    known.uniform(known.opOf(other, "Fill")?.inputs[1] ?? other) === below;
  return isStep && x ? x : null;
}
