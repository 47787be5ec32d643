import assert from "node:assert/strict";
import { readersBeside } from "../../src/engine/compile/readers.ts";
import { simplify } from "../../src/engine/compile/simplify.ts";
import type { Ref, TracedOp } from "../../src/engine/compile/trace.ts";
import { opsOf } from "./simplified.ts";

const [FLOAT, INT] = [1, 3];
const T = { name: "T", type: 4, value: FLOAT };
const [x, row, one]: Ref[] = [0, 1, 2].map((index) => ({ from: "input", index }));
const inputs = [[2, 3], [3], [1]].map((shape) => ({ shape, dtype: FLOAT }));
const to = (op: number): Ref => ({ from: "op", op, output: 0 });
const filled = (value: number, shape: number[] = []): Ref => ({
  from: "constant",
  constant: { shape, dtype: FLOAT, values: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value) },
});
const integers = (...values: number[]): Ref => ({
  from: "constant",
  constant: { shape: [values.length], dtype: INT, values: Int32Array.from(values) },
});
const op = (name: string, given: Ref[], shape: number[], attributes: TracedOp["attributes"] = [T]): TracedOp => ({
  name,
  attributes,
  inputs: given,
  shapes: [shape],
  dtypes: [FLOAT],
});
const reshape = (ref: Ref, ...shape: number[]) => op("Reshape", [ref, integers(...shape)], shape);

/** What the last operation needs then, each as its name and its inputs. */
function left(...ops: TracedOp[]): string[] {
  const trace = { ops, outputs: [to(ops.length - 1)], assigned: new Map() };
  const made = simplify({ resolutions: new Map(), inputs, variables: new Map(), settings: [], trace }).trace;
  const textOf = (ref: Ref): string => {
    if (ref.from === "op") return made.ops[ref.op]?.name ?? "";
    if (ref.from === "input") return ["x", "row", "one"][ref.index] ?? "";
    return ref.from === "constant" ? `${ref.constant.shape.length === 1 ? "" : `[${ref.constant.shape}]`}${ref.constant.values}` : "";
  };
  return opsOf(made).map(({ name, inputs: given }) => `${name}(${given.map(textOf).join(" ")})`);
}

describe("rules that make a step simpler", () => {
  it("leave axes that stay where they are", () => {
    assert.deepEqual(left(op("Transpose", [x as Ref, integers(0, 1)], [2, 3]), op("Relu", [to(0)], [2, 3])), ["Relu(x)"]);
    assert.equal(left(op("Transpose", [x as Ref, integers(1, 0)], [3, 2]), op("Relu", [to(0)], [3, 2])).length, 2);
  });

  it("take the mean of means and of other forms at once", () => {
    assert.deepEqual(left(op("Mean", [x as Ref, integers(1)], [2]), op("Mean", [to(0), integers(0)], [])), ["Mean(x 0,1)"]);
    assert.deepEqual(left(reshape(x as Ref, 6), op("Sum", [to(0), integers(0)], [])), ["Sum(x 0,1)"]);
    assert.equal(left(op("Sum", [x as Ref, integers(1)], [2]), op("Mean", [to(0), integers(0)], [])).length, 2, "a mean of sums");
    assert.equal(left(reshape(x as Ref, 3, 2), op("Sum", [to(0), integers(0)], [2])).length, 2, "not of all");
  });

  it("sum nothing over one, and batches of one as their rows", () => {
    assert.deepEqual(left(reshape(x as Ref, 2, 1, 3), op("Sum", [to(0), integers(1)], [2, 3]), op("Relu", [to(1)], [2, 3])), ["Relu(x)"]);
    assert.deepEqual(left(reshape(x as Ref, 1, 2, 3), op("Sum", [to(0), integers(0, 1)], [3])), ["Sum(x 0)"]);
    assert.equal(left(reshape(x as Ref, 1, 2, 3), op("Sum", [to(0), integers(1, 2)], [1])).length, 2);
  });

  it("add to the rows of a batch of one, and to nothing wider", () => {
    const added = (by: Ref) => [reshape(x as Ref, 1, 2, 3), op("Add", [to(0), by], [1, 2, 3]), reshape(to(1), 2, 3)];
    assert.deepEqual(left(...added(row as Ref), op("Relu", [to(2)], [2, 3])), ["Add(x row)", "Relu(Add)"]);
    assert.equal(left(...added(x as Ref), op("Relu", [to(2)], [2, 3])).length, 4);
  });

  it("add a single number to a product of one column", () => {
    const matMul = (width: number, by: Ref) => [op("MatMul", [x as Ref, row as Ref], [2, width]), op("Add", [to(0), by], [2, width])];
    assert.deepEqual(left(...matMul(1, one as Ref)), ["MatMul(x row)", "Reshape(one )", "Add(MatMul Reshape)"]);
    assert.deepEqual(left(...matMul(3, row as Ref)), ["MatMul(x row)", "Add(MatMul row)"]);
  });

  it("reckon now what is the same everywhere, as 32-bit floats", () => {
    const ones = filled(1, [2]);
    const gradient = [
      reshape(filled(1), 1),
      op("Mul", [to(0), ones], [2]),
      op("RealDiv", [to(1), filled(3)], [2]),
      reshape(to(2), 2, 1),
      op("Mul", [to(3), x as Ref], [2, 3]),
    ];
    assert.deepEqual(left(...gradient), [`Mul([]${Math.fround(1 / 3)} x)`]);
    const several: Ref = { from: "constant", constant: { shape: [2], dtype: FLOAT, values: Float32Array.of(1, 2) } };
    assert.equal(left(op("Neg", [several], [2])).length, 1);
  });

  it("take one number for many, and leave out a factor of one", () => {
    assert.deepEqual(left(op("Sub", [filled(1, [2, 3]), x as Ref], [2, 3])), ["Sub([]1 x)"]);
    assert.deepEqual(left(op("Mul", [filled(1, [2, 3]), x as Ref], [2, 3]), op("Relu", [to(0)], [2, 3])), ["Relu(x)"]);
    assert.deepEqual(left(op("Mul", [row as Ref, filled(1, [2, 3])], [2, 3])).length, 1, "it makes rows of one");
    assert.deepEqual(left(op("Sub", [filled(1, [2, 3]), row as Ref], [2, 3])), ["Sub([2,3]1,1,1,1,1,1 row)"]);
  });

  it("divide before a value is repeated", () => {
    const repeated = (ones: Ref) => [op("Mul", [row as Ref, ones], [2, 3]), op("RealDiv", [to(0), filled(7)], [2, 3])];
    assert.deepEqual(left(...repeated(filled(1, [2, 3]))), ["RealDiv(row []7)", "Mul(RealDiv [2,3]1,1,1,1,1,1)"]);
    assert.deepEqual(left(...repeated(x as Ref)), ["Mul(row x)", "RealDiv(Mul []7)"]);
  });

  it("double a factor, not a product", () => {
    const product = op("Mul", [filled(0.1), x as Ref], [2, 3]);
    assert.deepEqual(left(product, op("Add", [to(0), to(0)], [2, 3])), [`Mul([]${Math.fround(0.2)} x)`]);
    assert.equal(left(product, op("Mul", [filled(0.3), x as Ref], [2, 3]), op("Add", [to(0), to(1)], [2, 3])).length, 3);
  });
});

describe("a variable's new values", () => {
  it("wait for those that still read the old ones", () => {
    const w: Ref = { from: "variable", name: "w" };
    const ops = [op("MatMul", [x as Ref, w], [2, 3]), op("MatMul", [to(0), w], [2, 3]), op("Mul", [to(0), x as Ref], [2, 3])];
    const trace = { ops, outputs: [], assigned: new Map() };
    assert.deepEqual(readersBeside(trace, "w", [to(2)]), [1]);
    assert.deepEqual(readersBeside(trace, "w", [to(1)]), []);
    assert.deepEqual(readersBeside(trace, "v", [to(2)]), []);
  });
});
