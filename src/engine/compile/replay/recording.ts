import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { Constant } from "../graph.ts";
import { disposeSnapshot, type Snapshot } from "../snapshot.ts";
import type { Trace } from "../trace.ts";

/** A call of `minimize` that was made eagerly and taken down. */
export interface Recording {
  /** Outputs: the cost, and after it what of the forward pass outlives the call. Inputs: tensors from before the call that it takes. */
  trace: Trace;
  /** What TensorFlow.js took down of the forward pass for its gradients. */
  tape: readonly string[];
  /** Operations of the forward pass, and with those of the gradients. */
  forward: number;
  differentiated: number;
  /** Variables that the forward pass itself gave new values, with where these are from. */
  assigned: Trace["assigned"];
  /** All variables of TensorFlow.js, as they were when it began. */
  variables: ReadonlyMap<string, Variable>;
  /** What the learning rate was. */
  settings: ReadonlyMap<string, number>;
  facts: Facts;
}

/** Values of a recorded call, in native memory. */
export interface Facts {
  inputs: Tensor[];
  /** Of all variables before it. */
  before: Snapshot;
  outputs: Tensor[];
  /** As they were applied: null of a variable that the cost does not depend on. */
  gradients: NamedGradient[];
}

export interface NamedGradient {
  name: string;
  tensor: Tensor | null;
}

export function disposeFacts({ inputs, before, outputs, gradients }: Facts): void {
  for (const tensor of [...inputs, ...outputs, ...gradients.map((one) => one.tensor)]) tensor?.dispose();
  disposeSnapshot(before);
}

/** Calls `visit` with each constant of one trace that stands where another one has a constant too. */
export function eachPair(
  one: Trace["ops"],
  other: Trace["ops"],
  visit: (constant: Constant, counterpart: Constant, op: number, input: number) => void,
): void {
  for (const [i, { inputs }] of one.entries())
    for (const [k, ref] of inputs.entries()) {
      const counterpart = other[i]?.inputs[k];
      if (ref.from === "constant" && counterpart?.from === "constant") visit(ref.constant, counterpart.constant, i, k);
    }
}
