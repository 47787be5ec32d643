import type { Tensor } from "@tensorflow/tfjs-core";
import type { Constant } from "./graph.ts";
import { CompileRefused } from "./refused.ts";
import type { Running } from "./running.ts";
import type { Ref, Trace } from "./trace.ts";
import type { Watched } from "./watched.ts";

/**
 * Does a watched call again in the graph, with the same random numbers. Throws `CompileRefused` where an output, or a variable
 * of TensorFlow.js as it is now, differs by more than `tolerance`, relative to the value or to 1, whichever is larger.
 */
export function checkStep(
  running: Pick<Running, "rehearse" | "changing">,
  compiled: Trace,
  { trace, inputs, outputs, settings, before }: Watched,
  tolerance: number,
): void {
  const { outputs: found, values } = running.rehearse({ inputs, settings, drawn: constantsOf(compiled, trace), before });
  try {
    for (const [i, output] of outputs.entries()) compare(`output ${i}`, found[i] as Tensor, output, tolerance);
    for (const variable of running.changing) compare(variable.name, values.get(variable.name) as Tensor, variable, tolerance);
  } finally {
    for (const tensor of [...found, ...values.values()]) tensor.dispose();
  }
}

/** What the constants of the compiled call were in another one. */
export function constantsOf(compiled: Trace, other: Trace): (constant: Constant) => Constant {
  const found = new Map<Constant, Constant>();
  const pair = (one: Ref, two: Ref | undefined) => {
    if (one.from === "constant" && two?.from === "constant") found.set(one.constant, two.constant);
  };
  for (const [i, { inputs }] of compiled.ops.entries()) for (const [k, input] of inputs.entries()) pair(input, other.ops[i]?.inputs[k]);
  return (constant) => found.get(constant) ?? constant;
}

export function compare(what: string, ours: Tensor, eager: Tensor, tolerance: number): void {
  const [a, b] = [ours.dataSync(), eager.dataSync()];
  let worst = 0;
  for (let i = 0; i < b.length; i += 1) {
    const [one, other] = [a[i] as number, b[i] as number];
    const apart = Object.is(one, other) ? 0 : Math.abs(one - other) / Math.max(1, Math.abs(other));
    if (!(apart <= worst)) worst = apart;
  }
  if (a.length !== b.length || !(worst <= tolerance))
    throw new CompileRefused("different", `${what} differs from the eager step by ${worst.toPrecision(2)}.`);
}
