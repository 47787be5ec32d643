import { DTYPE } from "../binding.ts";
import type { Constant } from "../graph.ts";
import type { Ref } from "../trace.ts";
import { isShape, type Known, type Rule, reshape, TYPE, wholeNumbers } from "./rule.ts";

/** Whole numbers that are the same as 32-bit floats. */
const EXACT = 2 ** 24;

/** Numbers of rows, which tfjs-layers takes from a float: one that is rounded is beyond the rows either way. */
export const rowNumbers: Rule = (op, known) => {
  const [values, given, ...rest] = op.inputs as [Ref, Ref, ...Ref[]];
  const [rows = EXACT] = (op.name === "GatherV2" ? known.shapeOf(values) : op.shapes[0]) ?? [];
  const numbers = rows < EXACT ? asGiven(given, known) : null;
  return numbers && known.add({ ...op, inputs: [values, numbers, ...rest] });
};

function asGiven(ref: Ref, known: Known): Ref | null {
  const form = known.opOf(ref, "Reshape");
  const float = known.opOf(form ? form.inputs[0] : ref, "Cast")?.inputs[0];
  const numbers = known.dtypeOf(float) === DTYPE.float32 && known.opOf(float, "Cast")?.inputs[0];
  if (!numbers || known.dtypeOf(numbers) !== DTYPE.int32) return null;
  return form ? known.add({ ...form, inputs: [numbers, form.inputs[1] as Ref] }) : numbers;
}

/**
 * The gradient of rows whose sum or mean was taken over many of them: all of these have the same one, which is added to the rows where they are, and is
 * not written once for each before.
 */
export const sharedGradient: Rule = (op, known) => {
  const [given, numbers, count] = op.inputs as [Ref, Ref, Ref];
  const [size] = wholeNumbers(count) ?? [];
  const many = known.opOf(given, "Reshape");
  const [shape, rows] = [known.shapeOf(many?.inputs[0]), known.shapeOf(given)];
  const repeated = repeatedOf(many?.inputs[0], known);
  if (
    size === undefined ||
    op.dtypes[0] !== DTYPE.float32 ||
    !repeated ||
    !shape ||
    rows?.length !== 2 ||
    shape.length !== 3 ||
    known.shapeOf(numbers)?.length !== 1
  )
    return null;
  const [groups, each] = shape as [number, number, number];
  const segments = Int32Array.from({ length: groups * each }, (_, i) => Math.floor(i / each));
  const own: Constant = { shape: [segments.length], dtype: DTYPE.int32, values: segments };
  const type = (name: string, value: number) => ({ name, type: TYPE, value });
  return known.add({
    ...op,
    name: "SparseSegmentSumGrad",
    attributes: [type("T", DTYPE.float32), type("Tidx", DTYPE.int32), type("Tsegmentids", DTYPE.int32)],
    inputs: [repeated, numbers, { from: "constant", constant: own }, count],
  });
};

/** What a value of shape [groups, each, width] has `each` times, as [groups, width]. */
function repeatedOf(ref: Ref | undefined, known: Known): Ref | null {
  const op = known.opOf(ref, "Mul");
  const [once, ones] = op?.inputs ?? [];
  const [groups = 0, , width = 0] = op?.shapes[0] ?? [];
  if (!once || known.uniform(ones) !== 1 || !isShape(known.shapeOf(once), [groups, 1, width])) return null;
  return known.add(reshape(once, [groups, width], DTYPE.float32));
}
