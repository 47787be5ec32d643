import type { Optimizer, Tensor, Variable } from "@tensorflow/tfjs-core";
import type { TF } from "../../backend/tf.ts";
import type { Numbers } from "./checkpoint.ts";
import { isVariable } from "./slots.ts";

/** What an optimizer carries from step to step, outside TensorFlow.js. */
export interface OptimizerState {
  /** Steps so far. */
  iterations: number;
  /** By name of the optimizer's field, and for slots of the weights by their place: `accBeta1`, `accumulatedFirstMoment.0`. */
  values: Record<string, { shape: number[]; data: Numbers }>;
}

/** A slot of one weight, as TensorFlow.js's optimizers keep them. */
interface Slot {
  originalName: string;
  variable: Variable;
}

/**
 * All of it, whichever optimizer of TensorFlow.js it is: their own `getWeights` leaves out what the powers of beta are
 * (which are rounded otherwise when computed anew), and Adamax has none.
 */
export async function copyOptimizer(optimizer: Optimizer): Promise<OptimizerState> {
  const values: OptimizerState["values"] = {};
  const copy = async (name: string, tensor: Tensor) => {
    values[name] = { shape: tensor.shape, data: Float32Array.from(await tensor.data()) };
  };
  for (const [field, value] of Object.entries(optimizer)) {
    if (isVariable(value)) await copy(field, value);
    else if (isSlots(value)) for (const [i, slot] of value.entries()) if (slot) await copy(`${field}.${i}`, slot.variable);
  }
  return { iterations: optimizer.iterations, values };
}

/** Puts it into a new optimizer of the same kind, which has made no step. */
export function restoreOptimizer(tf: TF, optimizer: Optimizer, { iterations, values }: OptimizerState): void {
  const own = optimizer as unknown as Record<string, unknown> & { iterations_: number };
  own.iterations_ = iterations;
  tf.tidy(() => {
    for (const [name, { shape, data }] of Object.entries(values)) {
      const tensor = tf.tensor(data, shape, "float32");
      const [field = "", place] = name.split(".");
      const slots = own[field];
      if (isVariable(slots)) slots.assign(tensor);
      else (slots as Slot[])[Number(place)] = { originalName: name, variable: tf.variable(tensor, false) };
    }
  });
}

const isSlots = (value: unknown): value is (Slot | undefined)[] =>
  Array.isArray(value) && value.length > 0 && value.every((slot) => isVariable((slot as Slot | null)?.variable));
