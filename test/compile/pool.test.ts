import assert from "node:assert/strict";
import { reluAfterPool } from "../../src/engine/compile/simplify/pool.ts";
import type { Ref, Trace, TracedOp } from "../../src/engine/compile/trace.ts";

const [large, small] = [
  [2, 4, 4, 3],
  [2, 2, 2, 3],
];
const [x, gradient]: [Ref, Ref] = [
  { from: "input", index: 0 },
  { from: "input", index: 1 },
];
const to = (op: number): Ref => ({ from: "op", op, output: 0 });
const axes = (...values: number[]): Ref => ({
  from: "constant",
  constant: { shape: [values.length], dtype: 3, values: Int32Array.from(values) },
});
const op = (name: string, inputs: Ref[], shape: number[]): TracedOp => ({ name, attributes: [], inputs, shapes: [shape], dtypes: [1] });
const of = (ops: TracedOp[], outputs = [to(ops.length - 1)]): Trace => reluAfterPool({ ops, outputs, assigned: new Map() });
const said = ({ ops, outputs }: Trace) => ({ ops: ops.map(({ name, inputs, shapes }) => ({ name, inputs, shape: shapes[0] })), outputs });

/** A ReLU, its pooling, and the gradients of both as they come back. */
const learning = (): TracedOp[] => [
  op("Relu", [x], large),
  op("MaxPool", [to(0)], small),
  op("MaxPoolGrad", [to(0), to(1), gradient], large),
  op("Sign", [to(0)], large),
  op("Mul", [to(2), to(3)], large),
];

describe("a ReLU before a pooling of maxima", () => {
  it("comes after it", () => {
    assert.deepEqual(said(of([op("Relu", [x], large), op("MaxPool", [to(0)], small)])), {
      ops: [
        { name: "MaxPool", inputs: [x], shape: small },
        { name: "Relu", inputs: [to(0)], shape: small },
      ],
      outputs: [to(1)],
    });
  });

  it("lets fewer gradients through then", () => {
    assert.deepEqual(said(of(learning())), {
      ops: [
        { name: "MaxPool", inputs: [x], shape: small },
        { name: "Relu", inputs: [to(0)], shape: small },
        { name: "Sign", inputs: [to(1)], shape: small },
        { name: "Mul", inputs: [gradient, to(2)], shape: small },
        { name: "MaxPoolGrad", inputs: [x, to(0), to(3)], shape: large },
      ],
      outputs: [to(4)],
    });
  });

  it("has a bias whose gradient is the sum of fewer, over all places of a channel", () => {
    const { ops } = of([...learning(), op("Sum", [to(4), axes(0, 1, 2)], [3])]);
    assert.deepEqual(ops.at(-1)?.inputs[0], to(3));
    for (const other of [axes(0, 1), axes(0, 1, 2, 3)])
      assert.deepEqual(of([...learning(), op("Sum", [to(4), other], [])]).ops.at(-1)?.inputs[0], to(4));
  });

  it("has its bias's gradient summed up as it was where channels come first", () => {
    const ops = [...learning(), op("Sum", [to(4), axes(0, 1, 2)], [3])];
    for (const one of ops) if (one.name.startsWith("MaxPool")) one.attributes.push({ name: "data_format", type: 0, value: "NCHW" });
    assert.deepEqual(of(ops).ops.at(-1)?.inputs[0], to(4));
  });

  it("stays where it is if others need what it gives, or the gradient comes from more than the pooling", () => {
    const used = [...learning(), op("Neg", [to(0)], large)];
    const given = learning();
    const summed = [...learning().slice(0, 4), op("Add", [to(2), x], large), op("Mul", [to(4), to(3)], large)];
    const twice = [...learning(), op("MaxPool", [to(0)], small)];
    assert.deepEqual(of(used, [to(4), to(5)]).ops, used);
    assert.deepEqual(of(given, [to(4), to(0)]).ops, given);
    assert.deepEqual(of(summed).ops, summed);
    assert.deepEqual(of(twice, [to(4), to(5)]).ops, twice);
  });
});
