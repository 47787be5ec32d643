import { constantsOf } from "./check.ts";
import { sameConstant } from "./constants.ts";
import type { Constant } from "./graph.ts";
import { CompileRefused } from "./refused.ts";
import { simplify } from "./simplify.ts";
import type { Step } from "./step.ts";
import { type Ref, sameRef, type Trace, type TracedOp } from "./trace.ts";

/**
 * A simplified step; where it is to be for another number of rows, with the constants that depend on it, which are found by simplifying the same step on
 * those rows. Throws `CompileRefused` where the two differ by more.
 */
export function simplifyRows(step: Step): Step {
  const { other } = step;
  if (!other) return simplify(step);
  const stands = constantsOf(step.trace, other.trace);
  const resolutions = new Map([...step.resolutions].map(([constant, resolved]) => [stands(constant), resolved]));
  const inputs = step.inputs.map((one) => ({ ...one, shape: [other.rows[1], ...one.shape.slice(1)] }));
  const own = simplify(step);
  const { trace } = simplify({ ...step, trace: other.trace, resolutions, inputs, most: other.rows[0] });
  return { ...own, sized: differences(own.trace, trace, stands) };
}

function differences(one: Trace, other: Trace, stands: (constant: Constant) => Constant): Map<Constant, Constant> {
  const found = new Map<Constant, Constant>();
  const compare = (a: Ref, b: Ref | undefined, where: string) => {
    if (!b || a.from !== b.from) throw partAt(where);
    if (a.from !== "constant" || b.from !== "constant") {
      if (!sameRef(a, b)) throw partAt(where);
    } else if (found.has(a.constant) ? !sameConstant(found.get(a.constant) as Constant, b.constant) : false) throw partAt(where);
    else if (!sameConstant(a.constant, b.constant) || stands(a.constant) !== a.constant) found.set(a.constant, b.constant);
  };
  if (one.ops.length !== other.ops.length) throw partAt("their number");
  for (const [i, op] of one.ops.entries()) {
    const { name, inputs, attributes } = other.ops[i] as TracedOp;
    if (op.name !== name || op.inputs.length !== inputs.length || JSON.stringify(op.attributes) !== JSON.stringify(attributes))
      throw partAt(op.name);
    for (const [k, input] of op.inputs.entries()) compare(input, inputs[k], op.name);
  }
  for (const [i, output] of one.outputs.entries()) compare(output, other.outputs[i], "an output");
  for (const [name, ref] of one.assigned) compare(ref, other.assigned.get(name), name);
  return found;
}

const partAt = (where: string) =>
  new CompileRefused("control-flow", `Steps with different numbers of rows do different operations: they part at ${where}.`);
