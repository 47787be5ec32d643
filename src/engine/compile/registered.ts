import type { Variable } from "@tensorflow/tfjs-core";
import type { TF } from "./binding.ts";
import { CompileRefused } from "./refused.ts";

/** A variable of TensorFlow.js by its name; undefined: it was disposed of. */
export const registered = (tf: TF, name: string): Variable | undefined => tf.engine().registeredVariables[name] as Variable | undefined;

/** Throws `CompileRefused` where it was disposed of. */
export function variableOf(tf: TF, name: string): Variable {
  const variable = registered(tf, name);
  if (!variable) throw new CompileRefused("variables", `The variable "${name}" was disposed of.`);
  return variable;
}
