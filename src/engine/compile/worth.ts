import type { TF } from "./binding.ts";

/** Calls that are eager first: so many, or "worth": until they have taken about as long as making a graph does. */
export type After = number | "worth";

/**
 * Tells when a graph is worth it. Time is told by the tensors that eager calls make, one for nearly each operation, and by no clock: so a
 * program does the same each time. It costs at most about twice what would have been best.
 */
export class Worth {
  readonly #after: After;
  #calls = 0;
  #tensors = 0;
  #aCall = FEWEST;

  constructor(after: After) {
    this.#after = after;
  }

  /** Whether so many more calls are to be made by a graph. */
  reached(calls: number): boolean {
    if (this.#after !== "worth") return this.#calls + calls > this.#after;
    return this.#tensors + calls * this.#aCall >= GRAPH + GRAPH_A_TENSOR * this.#aCall;
  }

  /** Eager work in place of so many calls. */
  spend<T>(tf: TF, calls: number, work: () => T): T {
    const engine = tf.engine() as unknown as { nextTensorId?(): number };
    const before = engine.nextTensorId?.() ?? 0;
    try {
      return work();
    } finally {
      const made = Math.max(0, (engine.nextTensorId?.() ?? 0) - before - 1);
      this.#calls += calls;
      this.#tensors += made;
      this.#aCall = Math.max(FEWEST, Math.ceil(made / calls));
    }
  }
}

/** Tensors that a call makes, before one was made. */
const FEWEST = 8;
/** Tensors that are made while a graph is, and for each that a call makes. Measured: 25 ms and 0.18 ms, where one takes 0.01 ms. */
const [GRAPH, GRAPH_A_TENSOR] = [2500, 18];
