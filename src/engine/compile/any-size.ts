import { SizeOps } from "./batch-size.ts";
import { bySize } from "./by-size.ts";
import { sameConstant } from "./constants.ts";
import type { Constant } from "./graph.ts";
import { CompileRefused } from "./refused.ts";
import { Sizes } from "./sizes.ts";
import type { Ref, Trace, TracedOp } from "./trace.ts";

/**
 * One trace for any number of rows, of the traces of two calls with different ones: every constant that differs is computed from the shape of the
 * first input. In its shapes a size that depends on the rows is a negative number (`Sizes`). Throws `CompileRefused` where a constant cannot be
 * computed, or where the calls did different operations.
 */
export function forAnySize(first: Trace, second: Trace, rows: readonly [number, number]): Trace {
  if (first.assigned.size > 0 || second.assigned.size > 0)
    throw new CompileRefused("variables", `It changes the variable ${[...first.assigned.keys(), ...second.assigned.keys()][0]}.`);
  const make = new SizeOps();
  const sizes = new Sizes(rows);
  const found = new Map<Constant, Ref>();
  const resolve = (one: Ref, other: Ref | undefined, where: string) => {
    if (!other || !sameOrigin(one, other)) throw partAt(where);
    if (one.from !== "constant" || other.from !== "constant" || found.has(one.constant)) return;
    const { constant } = one;
    const general = sameConstant(constant, other.constant) ? one : bySize(make, { one: constant, other: other.constant, rows });
    if (!general) throw unexplained(constant, where);
    if (general.from === "op") (make.ops[general.op] as TracedOp).shapes = [sizes.of(constant.shape, other.constant.shape)];
    found.set(constant, general);
  };
  if (first.ops.length !== second.ops.length) throw partAt(first.ops[second.ops.length]?.name ?? second.ops[first.ops.length]?.name ?? "");
  for (const [i, op] of first.ops.entries()) {
    const other = second.ops[i] as TracedOp;
    sameKind(op, other);
    for (const [k, input] of op.inputs.entries()) resolve(input, other.inputs[k], `input ${k} of ${op.name}`);
  }
  for (const [i, output] of first.outputs.entries()) resolve(output, second.outputs[i], `output ${i}`);
  const shapesOf = (op: TracedOp, other: TracedOp) => op.shapes.map((shape, k) => sizes.of(shape, other.shapes[k] ?? []));
  const moved = (ref: Ref): Ref => {
    if (ref.from === "op") return { ...ref, op: ref.op + make.ops.length };
    return ref.from === "constant" ? (found.get(ref.constant) ?? ref) : ref;
  };
  return {
    ops: [
      ...make.ops,
      ...first.ops.map((op, i) => ({ ...op, inputs: op.inputs.map(moved), shapes: shapesOf(op, second.ops[i] as TracedOp) })),
    ],
    outputs: first.outputs.map(moved),
    assigned: new Map(),
  };
}

function sameKind(one: TracedOp, other: TracedOp): void {
  if (one.name !== other.name || one.inputs.length !== other.inputs.length) throw partAt(one.name);
  if (JSON.stringify(one.attributes) !== JSON.stringify(other.attributes))
    throw new CompileRefused("operation", `An attribute of ${one.name} depends on the number of rows.`);
}

const sameOrigin = (one: Ref, other: Ref): boolean =>
  one.from === "constant" ? other.from === "constant" : JSON.stringify(one) === JSON.stringify(other);

const partAt = (where: string) =>
  new CompileRefused("control-flow", `Calls with different numbers of rows do different operations: they part at ${where}.`);

const unexplained = ({ shape }: Constant, where: string) =>
  new CompileRefused(
    "constant",
    `JavaScript makes ${where}, of shape [${shape.join(", ")}], in a way that the number of rows does not explain.`,
  );
