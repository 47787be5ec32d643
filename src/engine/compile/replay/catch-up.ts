import type { DataId, Tensor } from "@tensorflow/tfjs-core";
import { idOf } from "../binding.ts";
import type { Constant } from "../graph.ts";
import type { Ref } from "../trace.ts";
import { copyOf, type Place } from "./internals.ts";
import { type Candidate, type Expected, outputNumbers } from "./path.ts";
import type { Begun } from "./recorder.ts";
import type { Read } from "./recording.ts";

/** In place of a native tensor's number: there is none yet. Less than what tfjs-node itself writes there. */
export const EMPTY = -2;

/** What a call has done so far without computing. */
export interface Done {
  candidate: Candidate;
  ops: number;
  /** Data of the operations' outputs, by their numbers. */
  outputs: readonly DataId[];
  /** Native tensors of the inputs. */
  natives: ReadonlyMap<DataId, number>;
  /** What JavaScript has made. */
  made: Set<DataId>;
  /** Outputs that it has read, by their numbers: after how many operations. */
  reads: ReadonlyMap<number, number>;
  /** Where its gradients have been promised: the data of the cost. */
  cost: DataId | null;
}

/**
 * Computes what has been left out, with variables as they are; outputs that live, are `wanted` and have none get their values. `look` sees the native
 * tensors of all.
 */
export function settle(
  { backend }: Place,
  { candidate, ops, outputs, natives }: Done,
  wanted: (number: number) => boolean,
  look: (computed: readonly number[]) => void = () => undefined,
): void {
  const { path, bound } = candidate;
  const { binding, tensorMap } = backend;
  const computed: number[] = [];
  const passing: number[] = [];
  const native = (expected: Expected): number => {
    if (expected.from === "op") return computed[expected.number] as number;
    if (expected.from === "variable") return idOf(backend, expected.variable);
    if (expected.from === "input") return natives.get(bound[expected.index] as DataId) as number;
    const { shape, dtype, values } = expected.constant;
    const id = binding.createTensor([...shape], dtype, values);
    passing.push(id);
    return id;
  };
  try {
    for (const { name, attributes, inputs, outputs: forms, number } of path.ops.slice(0, ops)) {
      const found = binding.executeOp(name, attributes, inputs.map(native), forms.length);
      for (const [i, { id }] of found.entries()) computed[number + i] = id;
    }
    look(computed);
  } finally {
    for (const [number, id] of computed.entries()) {
      const dataId = outputs[number];
      if (dataId && tensorMap.has(dataId) && wanted(number) && tensorMap.get(dataId).id === EMPTY) tensorMap.get(dataId).id = id;
      else passing.push(id);
    }
    for (const id of passing) binding.deleteTensor(id);
  }
}

/** Computes what has been left out, and tells it as if it had been recorded from the beginning. */
export function begunBy(place: Place, done: Done, tape: Begun["tape"]): Begun {
  const { candidate, ops, outputs, natives, made, cost, reads } = done;
  const { path, bound } = candidate;
  const { registeredVariables } = place.engine;
  const forms = path.ops.flatMap((op) => op.outputs);
  const variables = new Map(Object.entries(registeredVariables).map(([name, { dataId }]) => [name, dataId]));
  const values = new Map<number, Tensor>();
  settle(
    place,
    done,
    () => true,
    (computed) => {
      for (const number of reads.keys()) values.set(number, copyOf(place, computed[number] as number, forms[number]?.dtype as number));
    },
  );

  const varied = new Map([...path.varied].map((constant, i) => [constant, path.inputs.length - path.varied.size + i]));
  const now = new Map<Constant, Constant>();
  const constantNow = (constant: Constant): Constant => {
    const index = varied.get(constant);
    if (index === undefined) return constant;
    const known = now.get(constant);
    if (known) return known;
    const values = place.backend.binding.tensorDataSync(natives.get(bound[index] as DataId) as number).slice();
    const found = { ...constant, values };
    now.set(constant, found);
    return found;
  };
  const refOf = (ref: Ref): Ref => (ref.from === "constant" ? { from: "constant", constant: constantNow(ref.constant) } : ref);

  const captured = bound.slice(0, path.inputs.length - path.varied.size).filter((dataId) => dataId !== undefined);
  const origins = new Map<DataId, Ref>(captured.map((dataId, index) => [dataId, { from: "input", index }]));
  for (const [dataId, constant] of candidate.made) origins.set(dataId, { from: "constant", constant: constantNow(constant) });
  const numbers = outputNumbers(path.trace.ops);
  const begun = path.trace.ops.slice(0, ops);
  for (const [op, { shapes }] of begun.entries())
    for (const output of shapes.keys()) {
      const dataId = outputs[(numbers[op] as number) + output];
      if (dataId) origins.set(dataId, { from: "op", op, output }); // of what is in the middle of gradients there is none
    }
  const { forward, backward } = path;
  const refs = path.trace.ops.flatMap(({ shapes }, op) => shapes.map((_, output): Ref => ({ from: "op", op, output })));
  const computed = path.computed?.map((number) => (number === null ? null : (refs[number] as Ref))) ?? null;
  return {
    ops: begun.map((op) => ({ ...op, inputs: op.inputs.map(refOf) })),
    origins,
    reads: [...reads].map(([number, at]) => ({ ref: refs[number] as Read["ref"], at, value: values.get(number) as Tensor })),
    inputs: captured.map((dataId, i) => copyOf(place, natives.get(dataId) as number, path.inputs[i]?.dtype as number)),
    made,
    tape,
    variables,
    differentiated: cost && { forward, backward, cost, computed },
  };
}
