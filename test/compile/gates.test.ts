import assert from "node:assert/strict";
import { inGates } from "../../src/engine/compile/gates.ts";
import type { Ref, TracedOp } from "../../src/engine/compile/trace.ts";

const [ROWS, UNITS] = [-1, 2];
const x: Ref = { from: "input", index: 0 };
const h: Ref = { from: "input", index: 1 };
const variables = new Map([
  ["kernel", { shape: [3, 2 * UNITS], dtype: 1 }],
  ["recurrent", { shape: [UNITS, 2 * UNITS], dtype: 1 }],
  ["bias", { shape: [2 * UNITS], dtype: 1 }],
]);
const variable = (name: string): Ref => ({ from: "variable", name });
const to = (op: number, output = 0): Ref => ({ from: "op", op, output });
const whole = (...values: number[]): Ref => ({
  from: "constant",
  constant: { shape: values.length > 1 ? [values.length] : [], dtype: 3, values: Int32Array.from(values) },
});
const op = (name: string, inputs: Ref[], ...shapes: number[][]): TracedOp => ({
  name,
  attributes: [],
  inputs,
  shapes,
  dtypes: shapes.map(() => 1),
});
const all = [ROWS, 2 * UNITS];
const part = [ROWS, UNITS];

interface Cell {
  axis?: number;
  activation?: string;
  transposed?: boolean;
  added?: Ref;
}

/** Two gates of a cell, from what comes in and what was before. */
function cell({ axis = 1, activation = "Sigmoid", transposed = false, added = variable("bias") }: Cell): TracedOp[] {
  const product = op("MatMul", [x, variable("kernel")], all);
  if (transposed) product.attributes.push({ name: "transpose_b", type: 3, value: true });
  return [
    product,
    op("MatMul", [h, variable("recurrent")], all),
    op("Add", [to(0), to(1)], all),
    op("Add", [to(2), added], all),
    op("SplitV", [to(3), whole(UNITS, UNITS), whole(axis)], part, part),
    op(activation, [to(4)], part),
    op("Mul", [to(5), to(4, 1)], part),
  ];
}

const gates = (ops: TracedOp[]) => {
  const inputs = [3, UNITS].map((width) => ({ shape: [ROWS, width], dtype: 1 }));
  const trace = { ops, outputs: [to(ops.length - 1)], assigned: new Map() };
  return inGates({ trace, inputs, variables, resolutions: new Map(), settings: [] });
};

describe("gates for many rows", () => {
  it("are products with their shares of the weights", () => {
    const { ops, outputs } = gates(cell({})) ?? assert.fail();
    const of = (ref: Ref | undefined): TracedOp => (ref?.from === "op" && ops[ref.op]) || assert.fail();
    const last = of(outputs[0]);
    const [one, two] = [of(of(last.inputs[0]).inputs[0]), of(last.inputs[1])];
    for (const [i, gate] of [one, two].entries()) {
      const [product, bias] = [of(gate.inputs[0]), gate.inputs[1]];
      assert.deepEqual([gate.name, product.name, gate.shapes], ["Add", "MatMul", [part]]);
      const [values, weights] = [of(product.inputs[0]), product.inputs[1]];
      assert.deepEqual([values.name, values.inputs.slice(0, 2), values.shapes], ["ConcatV2", [x, h], [[ROWS, 5]]]);
      assert.deepEqual(
        [weights, bias].map((ref) => ref?.from === "op" && ref.output),
        [i, i],
      );
      assert.deepEqual(of(of(weights).inputs[0]).inputs.slice(0, 2), [variable("kernel"), variable("recurrent")]);
      assert.deepEqual(of(bias).inputs[0], variable("bias"));
    }
  });

  it("share what is made of the weights", () => {
    const twice = cell({}).map((one) => ({
      ...one,
      inputs: one.inputs.map((ref) => (ref.from === "op" ? { ...ref, op: ref.op + 7 } : ref)),
    }));
    const second = { ...(twice[1] as TracedOp), inputs: [to(6), variable("recurrent")] };
    const { ops } = gates([...cell({}), twice[0] as TracedOp, second, ...twice.slice(2)]) ?? assert.fail();
    const made = (name: string) => ops.filter((one) => one.name === name && one.inputs[0]?.from !== "input").length;
    assert.deepEqual([made("SplitV"), made("ConcatV2")], [2, 1]);
  });

  it("are left together where it does not pay, or would be something else", () => {
    const scaled = cell({ activation: "Neg" });
    assert.equal(gates(scaled), null);
    assert.equal(gates(cell({ axis: 0 })), null);
    assert.equal(gates(cell({ transposed: true })), null);
    assert.equal(gates(cell({ added: x })), null);
  });
});
