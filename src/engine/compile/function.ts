import type { Tensor } from "@tensorflow/tfjs-core";
import type { TF } from "./binding.ts";
import { Compiled, type CompileOptions, type Data } from "./compile.ts";
import type { CompileRefused } from "./refused.ts";

/** A function that runs as one graph as soon as it can be, with what it gives as ever. */
export interface CompiledFunction<I extends Tensor[], O> {
  (...inputs: I): O;
  /** Why calls are eager, if they are for good. */
  readonly refused: CompileRefused | null;
  /** Calls that ran as a graph. */
  readonly ran: number;
  /**
   * Many calls at once on rows of data that stay in native memory: steps x `size` indices. Gives the sum of each output over the
   * steps, over all its values, or null where calls of such a size are not compiled yet: then make them one by one.
   */
  repeat(data: Data, indices: Int32Array, size: number): Float32Array | null;
  /** Lets go of native memory; variables keep their values. The function can be called on, eagerly. */
  dispose(): void;
}

/**
 * Compiles a function of tensors, with all gradients and all changes of variables in it. It may give a tensor, several, or
 * nothing; all that it reads beside its inputs has to be a variable, one of `options.settings`, or always the same.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: of a function that returns nothing
export function compile<I extends Tensor[], O extends Tensor | Tensor[] | void>(
  tf: TF,
  fn: (...inputs: I) => O,
  options: CompileOptions = {},
): CompiledFunction<I, O> {
  let shapeOf = (outputs: Tensor[]): unknown => outputs;
  const call = (...inputs: Tensor[]) =>
    tf.tidy(() => {
      const given = fn(...(inputs as I));
      shapeOf = Array.isArray(given) ? (outputs) => outputs : ([output]) => output;
      return [given ?? []].flat() as Tensor[];
    });
  const compiled = new Compiled(tf, call, options);
  const run = (...inputs: I): O => {
    const outputs = compiled.run(...inputs);
    return shapeOf(outputs) as O;
  };
  const repeat: CompiledFunction<I, O>["repeat"] = (data, indices, size) => {
    const outputs = compiled.repeat(data, indices, size);
    const sums = outputs && Float32Array.from(outputs, (one) => one.dataSync<"float32">().reduce((sum, value) => sum + value, 0));
    for (const one of outputs ?? []) one.dispose();
    return sums;
  };
  return Object.defineProperties(run, {
    refused: { get: () => compiled.refused },
    ran: { get: () => compiled.ran },
    repeat: { value: repeat },
    dispose: { value: compiled.dispose.bind(compiled) },
  }) as CompiledFunction<I, O>;
}
