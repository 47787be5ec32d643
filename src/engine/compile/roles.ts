import { createHash } from "node:crypto";
import type { Variable } from "@tensorflow/tfjs-core";
import type { TF } from "./binding.ts";
import { type Form, formOf } from "./form.ts";
import type { Constant } from "./graph.ts";
import { elementsOf } from "./shape.ts";
import type { Ref, Trace } from "./trace.ts";

/** A trace without the names of its variables: two that do the same are equal, whatever theirs are called. */
export interface Roles {
  signature: string;
  /** Names of the variables, in the order in which the trace meets them. */
  variables: readonly string[];
  /** Constants, in the order in which the trace meets them. */
  constants: readonly Constant[];
}

/** `more`: what else has to be equal. */
export function rolesOf(trace: Trace, variables: ReadonlyMap<string, Form>, more: unknown): Roles {
  const hash = createHash("sha256").update(JSON.stringify(more));
  const names = new Map<string, number>();
  const constants = new Map<Constant, number>();
  const numberOf = <T>(all: Map<T, number>, one: T): number => {
    const known = all.get(one) ?? all.size;
    all.set(one, known);
    return known;
  };
  const textOf = (ref: Ref): string => {
    if (ref.from === "op") return `o${ref.op}:${ref.output}`;
    if (ref.from === "input") return `i${ref.index}`;
    if (ref.from === "variable") return `v${numberOf(names, ref.name)}`;
    return `c${numberOf(constants, ref.constant)}`;
  };
  for (const { name, attributes, inputs, shapes, dtypes } of trace.ops)
    hash.update(JSON.stringify([name, attributes, inputs.map(textOf), shapes, dtypes]));
  const assigned = [...trace.assigned].map(([name, ref]) => `${numberOf(names, name)}=${textOf(ref)}`);
  hash.update(JSON.stringify([trace.outputs.map(textOf), assigned.sort()]));
  const forms = [...names.keys()].map((name) => [variables.get(name)?.dtype, variables.get(name)?.shape]);
  hash.update(JSON.stringify([forms, [...constants.keys()].map(({ dtype, shape }) => [dtype, shape])]));
  return { signature: hash.digest("base64"), variables: [...names.keys()], constants: [...constants.keys()] };
}

/** Variables that a trace reads or changes. */
export function variablesOf(tf: TF, { ops, outputs, assigned }: Trace): Map<string, Form> {
  const all = tf.engine().registeredVariables;
  const refs = [...ops.flatMap(({ inputs }) => inputs), ...outputs, ...assigned.values()];
  const names = new Set([...refs.flatMap((ref) => (ref.from === "variable" ? [ref.name] : [])), ...assigned.keys()]);
  return new Map([...names].map((name) => [name, formOf(all[name] as Variable)]));
}

/** What can be told of a training step beforehand: the forms of its inputs and of its weights, without numbers that optimizers count by. `more`: what else has to be equal. */
export const outlineOf = (inputs: readonly Form[], weights: readonly Form[], more: unknown): string => {
  const textOf = ({ dtype, shape }: Form) => `${dtype}[${shape.join()}]`;
  const arrays = weights.filter(({ shape }) => shape.length > 0);
  return JSON.stringify([more, inputs.map(textOf), arrays.map(textOf).sort()]);
};

/** That they and the constants take in memory. */
export function bytesOf({ constants }: Roles, variables: ReadonlyMap<string, Form>): number {
  const values = [...variables.values()].map(({ shape }) => 4 * elementsOf(shape));
  return [...values, ...constants.map((one) => one.values.byteLength)].reduce((sum, bytes) => sum + bytes, 0);
}
