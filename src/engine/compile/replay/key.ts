import type { Constant } from "../graph.ts";
import type { Ref, TracedOp } from "../trace.ts";
import type { Recording } from "./recording.ts";

/**
 * Two calls of one key did the same, on tensors of the same shapes: they may differ in the values of constants that a graph can be fed
 * with. `called`: what else makes them the same.
 */
export function keyOf(
  { trace, tape, forward, backward, differentiated, computed, applied, assigned, reads, facts }: Recording,
  called: string,
): string {
  const shaping = new Set(shapingConstants(trace.ops));
  const seen = new Map<Constant, number>();
  const wordOf = (ref: Ref): unknown => {
    if (ref.from !== "constant") return ref;
    const { constant } = ref;
    if (!seen.has(constant)) seen.set(constant, seen.size);
    const { dtype, shape, values } = constant;
    return [seen.get(constant), dtype, shape, shaping.has(constant) ? Array.from(values as unknown as ArrayLike<number>) : 0];
  };
  const words = (refs: readonly Ref[]) => refs.map(wordOf);
  return JSON.stringify([
    called,
    trace.ops.map(({ name, attributes, inputs, shapes }) => [name, attributes, words(inputs), shapes]),
    words(trace.outputs),
    [...trace.assigned].map(([name, ref]) => [name, wordOf(ref)]),
    [...assigned.keys()],
    reads.map(({ ref }) => [ref.op, ref.output].join()).sort(),
    [tape, forward, backward, differentiated, computed, applied],
    facts.inputs.map(({ shape, dtype }) => [shape, dtype]),
  ]);
}

/** Whole numbers may decide what shape an operation gives, except where they are data. */
function* shapingConstants(ops: readonly TracedOp[]): Iterable<Constant> {
  for (const { name, inputs } of ops)
    for (const [i, ref] of inputs.entries())
      if (ref.from === "constant" && ref.constant.dtype === INT && !DATA_OF[name]?.includes(i) && !ELEMENTWISE.has(name))
        yield ref.constant;
}

const INT = 3;

/** Inputs that are whole numbers and leave the shape alone. */
const DATA_OF: Readonly<Record<string, readonly number[]>> = { GatherV2: [1], GatherNd: [1], OneHot: [0], Slice: [1], ScatterNd: [0, 1] };

const ELEMENTWISE = new Set([
  "Add",
  "AddV2",
  "Cast",
  "Equal",
  "FloorDiv",
  "FloorMod",
  "Greater",
  "GreaterEqual",
  "Less",
  "LessEqual",
  "Maximum",
  "Minimum",
  "Mul",
  "NotEqual",
  "SelectV2",
  "Sub",
]);
