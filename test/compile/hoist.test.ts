import assert from "node:assert/strict";
import { simplify } from "../../src/engine/compile/simplify.ts";
import type { Ref, TracedOp } from "../../src/engine/compile/trace.ts";

const ROWS = -1;
const SHAPES = [[ROWS, 4], [ROWS, 4], [4], [ROWS, 2, 2]];
const [matrix, other, bias, cubes] = SHAPES.map((_, index): Ref => ({ from: "input", index })) as [Ref, Ref, Ref, Ref];
const to = (op: number): Ref => ({ from: "op", op, output: 0 });
const form: Ref = { from: "constant", constant: { shape: [3], dtype: 3, values: Int32Array.of(1, -1, 4) } };
const op = (name: string, inputs: Ref[], shape: number[]): TracedOp => ({ name, attributes: [], inputs, shapes: [shape], dtypes: [1] });
const wide = [1, ROWS, 4];

/** Names of what an operation on values in another form becomes, in order. */
function names(...ops: TracedOp[]): string[] {
  const inputs = SHAPES.map((shape) => ({ shape, dtype: 1 }));
  const trace = { ops, outputs: [to(ops.length - 1)], assigned: new Map() };
  const made = simplify({ resolutions: new Map(), inputs, variables: new Map(), settings: [], trace }).trace;
  assert.deepEqual(made.outputs, [to(made.ops.length - 1)]);
  return made.ops.map(({ name }) => name).slice(-2);
}

describe("what is reckoned number by number", () => {
  const formed = (from: Ref) => op("Reshape", [from, form], wide);

  it("is reckoned before it is given another form: activations, biases, two values of one form", () => {
    assert.deepEqual(names(formed(matrix), op("Relu", [to(0)], wide)), ["Relu", "Reshape"]);
    assert.deepEqual(names(formed(matrix), op("Add", [to(0), bias], wide)), ["Add", "Reshape"]);
    assert.deepEqual(names(formed(matrix), formed(other), op("Mul", [to(0), to(1)], wide)), ["Mul", "Reshape"]);
  });

  it("is left as it is where the result depends on the form", () => {
    assert.equal(names(formed(matrix), op("Softmax", [to(0)], wide)).at(-1), "Softmax");
    // four in the last dimension only afterwards
    assert.equal(names(op("Reshape", [cubes, form], wide), op("Add", [to(0), bias], wide)).at(-1), "Add");
    assert.equal(names(formed(matrix), op("Add", [to(0), matrix], wide)).at(-1), "Add");
    assert.equal(names(formed(matrix), op("Reshape", [cubes, form], wide), op("Mul", [to(0), to(1)], wide)).at(-1), "Mul");
  });
});
