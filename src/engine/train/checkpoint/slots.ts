import type { Optimizer, Variable } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../../backend/tf.ts";

/** Makes what the optimizer keeps of each weight, as it is before the first step: otherwise that step makes it. */
export function makeSlots(tf: TF, optimizer: Optimizer, network: LayersModel): void {
  const own = optimizer as unknown as Record<string, unknown> & { iterations_: number };
  const { iterations_ } = own;
  tf.tidy(() => {
    const before = Object.values(own)
      .filter(isVariable)
      .map((variable) => [variable, variable.clone()] as const);
    const variables = network.trainableWeights.map((weight) => weight.read() as Variable);
    // No gradient changes no weight, but powers of beta go on.
    const nothing = variables.map((variable) => ({ name: variable.name, tensor: tf.zerosLike(variable) }));
    optimizer.applyGradients(nothing as Parameters<Optimizer["applyGradients"]>[0]);
    for (const [variable, value] of before) variable.assign(value);
  });
  own.iterations_ = iterations_;
}

export const isVariable = (value: unknown): value is Variable => typeof (value as Variable | null)?.assign === "function";
