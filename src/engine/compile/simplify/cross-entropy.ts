import { DTYPE } from "../binding.ts";
import type { Ref } from "../trace.ts";
import { stepped } from "./relu.ts";
import { floats, isShape, type Known, type Rule } from "./rule.ts";

/** `relu(x) - a + log1p(exp(-|x|))`, the cross-entropy of TensorFlow.js, as `softplus(x) - a`. */
export const softplus: Rule = (op, known) => {
  const [difference, rest] = op.inputs as [Ref, Ref];
  const [positive, taken] = known.opOf(difference, "Sub")?.inputs ?? [];
  const [x] = known.opOf(positive, "Relu")?.inputs ?? [];
  const [exponential] = known.opOf(rest, "Log1p")?.inputs ?? [];
  if (!x || !taken || !known.isSame(decayed(exponential, known), x)) return null;
  const shape = op.shapes[0] as number[];
  return known.add(floats("Sub", [known.add(floats("Softplus", [x], known.shapeOf(x) as number[])), taken], shape));
};

/** `x` of `exp(-|x|)`. */
const decayed = (ref: Ref | undefined, known: Known): Ref | undefined =>
  known.opOf(known.opOf(known.opOf(ref, "Exp")?.inputs[0], "Neg")?.inputs[0], "Abs")?.inputs[0];

/**
 * The slope of `relu(x) - x * y + log1p(exp(-|x|))`, which is `sigmoid(x) - y`, in place of those of its three parts. Of a logit that was made of a
 * probability the sigmoid is that probability.
 */
export const crossEntropySlope: Rule = (op, known) => {
  const [parts, positive] = op.inputs as [Ref, Ref];
  const [ofTargets, ofDecay] = known.opOf(parts, "Add", "AddV2")?.inputs ?? [];
  const [gradient, sign] = known.opOf(positive, "Mul")?.inputs ?? [];
  const x = known.opOf(known.opOf(sign, "Sign")?.inputs[0], "Relu")?.inputs[0];
  const [negative, targets] = known.opOf(ofTargets, "Mul")?.inputs ?? [];
  if (!x || !gradient || !targets || !isNegative(negative, gradient, known) || !isDecaySlope(ofDecay, { x, gradient }, known)) return null;
  const shape = op.shapes[0] as number[];
  if (![x, targets].every((one) => isShape(known.shapeOf(one), shape))) return null;
  const chance = probabilityOf(x, known) ?? known.add(floats("Sigmoid", [x], shape));
  return known.add(floats("Mul", [gradient, known.add(floats("Sub", [chance, targets], shape))], shape));
};

/** `-(gradient / (1 + e) * e) * step(x, -1)` with `e = exp(-|x|)`. */
function isDecaySlope(ref: Ref | undefined, { x, gradient }: { x: Ref; gradient: Ref }, known: Known): boolean {
  const [fall, direction] = known.opOf(ref, "Mul")?.inputs ?? [];
  const [share, decay] = known.opOf(known.opOf(fall, "Neg")?.inputs[0], "Mul")?.inputs ?? [];
  const [divided, sum] = known.opOf(share, "RealDiv")?.inputs ?? [];
  const [added, one] = known.opOf(sum, "Add", "AddV2")?.inputs ?? [];
  return (
    direction !== undefined &&
    known.isSame(stepped(direction, -1, known) ?? undefined, x) &&
    known.isSame(decayed(decay, known), x) &&
    known.isSame(added, decay) &&
    known.uniform(one) === 1 &&
    isEqual(divided, gradient, known)
  );
}

const isNegative = (ref: Ref | undefined, of: Ref, known: Known): boolean => {
  const number = known.uniform(of);
  return number === null ? known.isSame(known.opOf(ref, "Neg")?.inputs[0], of) : known.uniform(ref) === -number;
};

const isEqual = (one: Ref | undefined, other: Ref, known: Known): boolean => {
  const number = known.uniform(other);
  return known.isSame(one, other) || (number !== null && known.uniform(one) === number);
};

/** What `log(p / (1 - p))` was made of, where `p` was kept between 0 and 1. */
function probabilityOf(logit: Ref, known: Known): Ref | null {
  const odds = oddsOf(known.opOf(logit, "Log")?.inputs[0], known);
  return odds && clipped(odds, known) ? odds : null;
}

/** `p` of `p / (1 - p)`. */
function oddsOf(ref: Ref | undefined, known: Known): Ref | null {
  const [p, rest] = known.opOf(ref, "RealDiv")?.inputs ?? [];
  return p && known.isSame(complemented(rest, known), p) ? p : null;
}

/** `p` of `1 - p`. */
function complemented(ref: Ref | undefined, known: Known): Ref | undefined {
  const [one, p] = known.opOf(ref, "Sub")?.inputs ?? [];
  return known.uniform(one) === 1 ? p : undefined;
}

/** What was kept between two numbers that lie between 0 and 1. */
function clipped(ref: Ref | undefined, known: Known): Ref | null {
  const [least, low] = known.opOf(ref, "Maximum")?.inputs ?? [];
  const [value, high] = known.opOf(least, "Minimum")?.inputs ?? [];
  const [from, to] = [known.uniform(low), known.uniform(high)];
  return value && from !== null && to !== null && 0 < from && from <= to && to < 1 ? value : null;
}

/** The slope of `log(p / (1 - p))`, which is `1 / (p (1 - p))`, in place of those of a logarithm and of a division. */
export const logitSlope: Rule = (op, known) => {
  const [left, right] = op.inputs as [Ref, Ref];
  const [quotient, rest] = known.opOf(left, "RealDiv")?.inputs ?? [];
  const [upper, lower] = known.opOf(right, "RealDiv")?.inputs ?? [];
  const [again, p] = known.opOf(upper, "Mul")?.inputs ?? [];
  const [gradient, odds] = known.opOf(quotient, "RealDiv")?.inputs ?? [];
  if (!gradient || !p || !rest || !known.isSame(again, quotient) || !known.isSame(oddsOf(odds, known) ?? undefined, p)) return null;
  if (!known.isSame(complemented(rest, known), p) || !known.isSame(known.opOf(lower, "Square")?.inputs[0], rest)) return null;
  const shape = op.shapes[0] as number[];
  return known.add(floats("RealDiv", [gradient, known.add(floats("Mul", [p, rest], shape))], shape));
};

/** Whether a value lies between two numbers, by whether it was changed where it was kept between them. */
export const kept: Rule = (op, known) => {
  const [above, below] = op.inputs;
  const [value, low] = known.opOf(above, "GreaterEqual")?.inputs ?? [];
  const [same, high] = known.opOf(below, "LessEqual")?.inputs ?? [];
  const shape = known.shapeOf(value);
  if (!value || !low || !high || !shape || !known.isSame(value, same)) return null;
  const least = known.find(floats("Minimum", [value, high], shape));
  const both = least && known.find(floats("Maximum", [least, low], shape));
  if (!both || clipped(both, known) === null) return null;
  return known.add(floats("Equal", [both, value], shape, DTYPE.bool));
};

/** The slope of a sigmoid, after that of the logit that was made of its probability where this was kept as it is: they cancel out. */
export const sigmoidSlope: Rule = (op, known) => {
  const [chosen, slope] = op.inputs as [Ref, Ref];
  const select = known.opOf(chosen, "Select");
  const [kept, divided, none] = select?.inputs ?? [];
  const [clip, p] = known.opOf(kept, "Equal")?.inputs ?? [];
  const [gradient, bend] = known.opOf(divided, "RealDiv")?.inputs ?? [];
  if (!select || !kept || !none || !p || !gradient || known.uniform(none) !== 0) return null;
  if (!known.isSame(clipped(clip, known) ?? undefined, p)) return null;
  if (!known.isSame(bendOf(bend, known), clip) || !known.isSame(bendOf(slope, known), p)) return null;
  return isShape(known.shapeOf(gradient), select.shapes[0]) ? known.add({ ...select, inputs: [kept, gradient, none] }) : null;
};

/** `p` of `p * (1 - p)`. */
function bendOf(ref: Ref | undefined, known: Known): Ref | undefined {
  const [p, rest] = known.opOf(ref, "Mul")?.inputs ?? [];
  return known.isSame(complemented(rest, known), p) ? p : undefined;
}
