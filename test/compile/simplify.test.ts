import assert from "node:assert/strict";
import type { Resolutions } from "../../src/engine/compile/constants.ts";
import type { Constant } from "../../src/engine/compile/graph.ts";
import { simplify } from "../../src/engine/compile/simplify.ts";
import type { Ref, TracedOp } from "../../src/engine/compile/trace.ts";

const T = { name: "T", type: 4, value: 1 };
const input: Ref = { from: "input", index: 0 };
const to = (op: number): Ref => ({ from: "op", op, output: 0 });
const given = (values: number[]): Constant => ({ shape: [values.length], dtype: 3, values: Int32Array.from(values) });
const constant = (values: number[]): Ref => ({ from: "constant", constant: given(values) });
const op = (name: string, inputs: Ref[], shape: number[], attributes: TracedOp["attributes"] = [T]): TracedOp => ({
  name,
  attributes,
  inputs,
  shapes: [shape],
  dtypes: [1],
});
const reshape = (ref: Ref, shape: number[]) => op("Reshape", [ref, constant(shape)], shape);

/** What is left of operations on an input of shape [2, 3], of which the last one is the output, and what that is. */
function left(ops: TracedOp[], resolutions: Resolutions = new Map(), shape = [2, 3]) {
  const step = { resolutions, inputs: [{ shape, dtype: 1 }], variables: new Map(), settings: [] };
  const { trace } = simplify({ ...step, trace: { ops, outputs: [to(ops.length - 1)], assigned: new Map() } });
  return { ops: trace.ops, names: trace.ops.map(({ name }) => name), output: trace.outputs[0] as Ref };
}

describe("a step in fewer operations", () => {
  it("casts nothing to the type that it has, and forms nothing as it is", () => {
    assert.deepEqual(left([op("Cast", [input], [2, 3]), reshape(to(0), [2, 3])]), { ops: [], names: [], output: input });
    const { names, output } = left([reshape(input, [3, 2]), reshape(to(0), [6]), reshape(to(1), [2, 3]), op("Relu", [to(2)], [2, 3])]);
    assert.deepEqual([names.at(-1), output], ["Relu", to(names.length - 1)]);
    assert.deepEqual(left([reshape(input, [3, 2]), reshape(to(0), [2, 3])]).output, input);
  });

  it("reckons the same once, and draws twice", () => {
    const twice = (name: string) => [op(name, [input], [2, 3]), op(name, [input], [2, 3]), op("Add", [to(0), to(1)], [2, 3])];
    assert.deepEqual(left(twice("Square")).names, ["Square", "Add"]);
    assert.deepEqual(left(twice("RandomStandardNormal")).names, ["RandomStandardNormal", "RandomStandardNormal", "Add"]);
  });

  it("takes constants for the same by their values, but for those that stand for something", () => {
    const [one, two] = [given([1, 2]), given([1, 2])];
    const ops = [one, two].map((each) => op("Add", [input, { from: "constant", constant: each }], [2, 3]));
    assert.equal(left(ops).names.length, 1);
    assert.equal(left(ops, new Map([[two, { as: "setting", name: "rate", factor: two }]])).names.length, 2);
  });

  it("makes no batch of one product of matrices", () => {
    const adjoint = (name: string, value: boolean) => ({ name, type: 3, value });
    const ops = [
      reshape(input, [1, 2, 3]),
      op("BatchMatMulV2", [to(0), to(0)], [1, 2, 2], [T, adjoint("adj_x", false), adjoint("adj_y", true)]),
      reshape(to(1), [2, 2]),
      op("Relu", [to(2)], [2, 2]),
    ];
    const { ops: made, output } = left(ops);
    const product = made.findIndex(({ name }) => name === "MatMul");
    assert.deepEqual(made[product], {
      ...op("MatMul", [input, input], [2, 2], [T, adjoint("transpose_a", false), adjoint("transpose_b", true)]),
    });
    assert.deepEqual([made.at(-1)?.inputs, output], [[to(product)], to(made.length - 1)]);
  });

  it("takes nothing out of what is taken as a whole, however many rows that has", () => {
    const all = (shape: number[]) => op("Slice", [input, constant([0, 0]), constant([-1, 3])], shape);
    assert.deepEqual(left([all([2, 3])]).output, input);
    assert.deepEqual(left([all([-1, 3])], new Map(), [-1, 3]).output, input);
    assert.deepEqual(left([all([-2, 3])], new Map(), [-1, 3]).names, ["Slice"]);
  });

  it("gives values no form that depends on the rows twice", () => {
    const batch = (shape: number[]) => op("BatchMatMulV2", [to(0), to(1)], shape);
    const matrices = [op("Const", [], [1, -1, 3]), op("Const", [], [1, 3, -1])];
    assert.equal(left([...matrices, batch([1, -1, -1])]).names.at(-1), "BatchMatMulV2");
    const { ops } = left([...matrices.slice(0, 1), op("Const", [], [1, 3, 4]), batch([1, -1, 4])]);
    const last = ops.at(-1)?.inputs[1];
    assert.ok(last?.from === "constant");
    assert.deepEqual(Array.from(last.constant.values as Int32Array), [1, -1, 4]);
  });
});
