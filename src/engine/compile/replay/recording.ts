import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { Constant } from "../graph.ts";
import { disposeSnapshot, type Snapshot } from "../snapshot.ts";
import type { Ref, Trace } from "../trace.ts";

/** A step that was made eagerly and taken down: a call of `minimize`, or from the loss of gradients that are computed to where they are applied. */
export interface Recording {
  /** Outputs: the cost, and after it what of the forward pass outlives the call. Inputs: tensors from before the call that it takes. */
  trace: Trace;
  /** What TensorFlow.js took down of the forward pass for its gradients. */
  tape: readonly string[];
  /** Operations of the forward pass, with those of the gradients, and with what JavaScript did then until it applied them. */
  forward: number;
  backward: number;
  differentiated: number;
  /** Where the gradients come from that JavaScript was given; null of `minimize`, which keeps them. */
  computed: readonly (Ref | null)[] | null;
  /** Those that were applied; null of a variable that the cost does not depend on. */
  applied: readonly { name: string; ref: Ref | null }[];
  /** Variables that got new values before the gradients were applied, with where these are from. */
  assigned: Trace["assigned"];
  /** What JavaScript read before the gradients were applied, in order. */
  reads: readonly Read[];
  /** All variables of TensorFlow.js, as they were when it began. */
  variables: ReadonlyMap<string, Variable>;
  /** What the learning rate was. */
  settings: ReadonlyMap<string, number>;
  facts: Facts;
}

/** An operation's output that JavaScript read, after so many operations. */
export interface Read {
  ref: Ref & { from: "op" };
  at: number;
  value: Tensor;
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

export function disposeFacts({ facts: { inputs, before, outputs, gradients }, reads }: Recording): void {
  for (const tensor of [...inputs, ...outputs, ...gradients.map((one) => one.tensor), ...reads.map(({ value }) => value)])
    tensor?.dispose();
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
