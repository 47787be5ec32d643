import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import type { TF } from "./binding.ts";

/** Values of all variables at one time, by name. */
export type Snapshot = Map<string, Tensor>;

/** Values are shared until a variable is assigned anew: this costs no copy. */
export const snapshotOf = (tf: TF): Snapshot =>
  new Map(Object.entries(tf.engine().registeredVariables).map(([name, variable]) => [name, tf.keep((variable as Variable).clone())]));

export function restoreVariables(tf: TF, snapshot: Snapshot): void {
  const variables = tf.engine().registeredVariables;
  for (const [name, value] of snapshot) {
    const variable = variables[name] as Variable | undefined;
    if (variable && variable.dataId !== value.dataId) variable.assign(value);
  }
}

export function disposeSnapshot(snapshot: Snapshot): void {
  for (const value of snapshot.values()) value.dispose();
  snapshot.clear();
}
