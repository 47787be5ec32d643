import assert from "node:assert/strict";
import { simplify } from "../../src/engine/compile/simplify.ts";
import type { Ref, TracedOp } from "../../src/engine/compile/trace.ts";

const T = { name: "T", type: 4, value: 1 };
const shape = [2, 3];
const [gradient, x]: [Ref, Ref] = [
  { from: "input", index: 0 },
  { from: "input", index: 1 },
];
const to = (op: number): Ref => ({ from: "op", op, output: 0 });
const number = (value: number): Ref => ({ from: "constant", constant: { shape: [], dtype: 1, values: Float32Array.of(value) } });
const op = (name: string, inputs: Ref[], dtype = 1): TracedOp => ({ name, attributes: [T], inputs, shapes: [shape], dtypes: [dtype] });

/** The slope of a ReLU as tfjs-node reckons it, times what comes from above. */
const sloped = ({ limit = 0, above = 1, below = 0, looked = x }: { limit?: number; above?: number; below?: number; looked?: Ref }) => [
  op("Greater", [looked, number(limit)], 10),
  op("Select", [to(0), number(above), number(below)]),
  op("IsNan", [x], 10),
  op("Select", [to(2), x, to(1)]),
  op("Mul", [gradient, to(3)]),
];

/** Operations that the last one needs. */
function needed(ops: TracedOp[]): string[] {
  const inputs = [0, 1].map(() => ({ shape, dtype: 1 }));
  const trace = { ops, outputs: [to(ops.length - 1)], assigned: new Map() };
  const made = simplify({ resolutions: new Map(), inputs, variables: new Map(), settings: [], trace }).trace;
  const found = new Set<number>();
  const open = [...made.outputs];
  for (let ref = open.pop(); ref; ref = open.pop()) {
    if (ref.from !== "op" || found.has(ref.op)) continue;
    found.add(ref.op);
    open.push(...(made.ops[ref.op]?.inputs ?? []));
  }
  return made.ops.filter((_, i) => found.has(i)).map(({ name }) => name);
}

describe("the slope of a ReLU", () => {
  it("is the sign of what the ReLU gives", () => {
    assert.deepEqual(needed(sloped({})), ["Relu", "Sign", "Mul"]);
    assert.deepEqual(needed([op("Relu", [x]), ...sloped({}).map(later)]), ["Relu", "Sign", "Mul"]);
  });

  it("is taken for nothing else", () => {
    for (const other of [{ limit: 1 }, { above: 2 }, { below: 0.1 }, { looked: gradient }]) assert.equal(needed(sloped(other)).length, 5);
  });
});

const later = (one: TracedOp): TracedOp => ({
  ...one,
  inputs: one.inputs.map((ref) => (ref.from === "op" ? { ...ref, op: ref.op + 1 } : ref)),
});
