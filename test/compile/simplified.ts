import assert from "node:assert/strict";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "../../src/engine/backend/tf.ts";
import { Compiled } from "../../src/engine/compile/compile.ts";
import { neededOps } from "../../src/engine/compile/emit.ts";
import { formOf } from "../../src/engine/compile/form.ts";
import { variablesOf } from "../../src/engine/compile/roles.ts";
import { simplify } from "../../src/engine/compile/simplify.ts";
import { type Trace, type TracedOp, trace } from "../../src/engine/compile/trace.ts";

export type Call = (...inputs: Tensor[]) => Tensor[];

/** Names of the operations that are left of a call. */
export function namesLeft(tf: TF, call: Call, inputs: Tensor[]): string[] {
  const { trace: found, outputs } = trace(tf, inputs, () => call(...inputs));
  for (const output of outputs) output.dispose();
  assert.ok("ops" in found);
  const step = { trace: found, resolutions: new Map(), inputs: inputs.map(formOf), variables: variablesOf(tf, found), settings: [] };
  return opsOf(simplify(step).trace).map(({ name }) => name);
}

/** Operations that a trace's outputs and new values are made of. */
export function opsOf(trace: Trace): TracedOp[] {
  const needed = neededOps(trace);
  return trace.ops.filter((_, i) => needed.has(i));
}

/** What a call gives as a graph, and eagerly. */
export function bothWays(tf: TF, call: Call, inputs: Tensor[]): { compiled: number[][]; eager: number[][] } {
  const run = new Compiled(tf, call);
  const values = (outputs: Tensor[]) => outputs.map((one) => [...one.dataSync()]);
  for (let i = 0; i < 2; i += 1) for (const output of run.run(...inputs)) output.dispose();
  const compiled = values(run.run(...inputs));
  assert.equal(run.refused, null);
  assert.equal(run.ran, 1);
  run.dispose();
  return { compiled, eager: values(call(...inputs)) };
}
