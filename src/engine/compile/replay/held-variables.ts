import type { Tensor, Variable } from "@tensorflow/tfjs-core";
import { override, type Place } from "./internals.ts";

/** Values that variables had before a step which changes them before its gradients are applied. */
export class HeldVariables {
  readonly #held: Map<Variable, Tensor>;

  constructor({ backend, tf }: Place, variables: Iterable<Variable>) {
    // As a clone by itself: nobody has to bring values for it.
    const { incRef } = Object.getPrototypeOf(backend) as Place["backend"];
    const undo = override(backend, { incRef });
    this.#held = new Map([...new Set(variables)].map((variable) => [variable, tf.keep(variable.clone())]));
    undo();
  }

  /** Their values are what they were. */
  restore(): void {
    for (const [variable, before] of this.#held) if (variable.dataId !== before.dataId) variable.assign(before as never);
  }

  /** Does something with values as they were. */
  asBefore(work: () => void): void {
    const now = [...this.#held].map(([variable, before]) => {
      const { dataId } = variable;
      variable.dataId = before.dataId;
      return { variable, dataId };
    });
    work();
    for (const { variable, dataId } of now) variable.dataId = dataId;
  }

  /** Lets go of them. */
  dispose(): void {
    for (const before of this.#held.values()) before.dispose();
    this.#held.clear();
  }
}
