import type { Tensor } from "@tensorflow/tfjs-core";

/**
 * Puts what TensorFlow.js takes down for its gradients into words that are the same for each call that differentiates alike:
 * equal operations on equal values may have other gradients, as where one of them was cloned outside.
 */
export class Tape {
  /** By the ids of tensors: the node they come from, and their place in it. */
  readonly #made = new Map<number, string>();
  #nodes = 0;

  /** A node; call it for each in turn. */
  read(kernel: string, inputs: Record<string, Tensor>, outputs: readonly Tensor[], gradient: unknown, attributes: unknown): string {
    let text = gradient ? "own" : `${kernel}${attributes ? JSON.stringify(attributes) : ""}`;
    for (const name in inputs) text += `,${name}:${this.#originOf(inputs[name] as Tensor)}`;
    for (let i = 0; i < outputs.length; i += 1) this.#made.set((outputs[i] as Tensor).id, `${this.#nodes}.${i}`);
    this.#nodes += 1;
    return text;
  }

  #originOf(tensor: Tensor | null | undefined): string {
    if (!tensor) return "";
    return this.#made.get(tensor.id) ?? ("trainable" in tensor ? `v${tensor.id}` : "");
  }
}

/** Whether a node is of `tf.customGrad`: the gradient is a function that somebody wrote. */
export const isCustom = (gradient: unknown, inputs: object): boolean => Boolean(gradient) && "0" in inputs;

/**
 * Whether TensorFlow.js itself asked for the custom gradient that is being taken down: then it depends on nothing but its tensors. One of others may
 * depend on whatever JavaScript has at hand. To be called from a method that stands before `addTapeNode`.
 */
export function isOwnGradient(): boolean {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  // Names of files as they are, whatever source maps say.
  Error.prepareStackTrace = (_, frames) => frames;
  const { stack } = new Error() as unknown as { stack: NodeJS.CallSite[] };
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const engine = stack.findIndex((frame) => frame.getFunctionName()?.endsWith("runKernelFunc"));
  const asking = stack[engine + 2]?.getFileName();
  return engine >= 0 && Boolean(asking) && stack[engine]?.getFileName() === asking;
}

const FRAMES = 12;
