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
    return counting(tf, work, (made) => {
      this.#calls += calls;
      this.#tensors += made;
      this.#aCall = Math.max(FEWEST, Math.ceil(made / calls));
    });
  }
}

/** Tells how many tensors some work makes, whether it fails or not. */
export function counting<T>(tf: TF, work: () => T, tell: (made: number) => void): T {
  const engine = tf.engine() as unknown as { nextTensorId?(): number };
  const before = engine.nextTensorId?.() ?? 0;
  try {
    return work();
  } finally {
    tell(Math.max(0, (engine.nextTensorId?.() ?? 0) - before - 1));
  }
}

/** How many steps are to come. */
export interface Plan {
  steps: number;
  anEpoch: number;
}

/** Tells when training steps are worth a graph, by no clock either. Once they are, they stay so: what was spent on it is spent. */
export class StepsWorth {
  #plan: (Plan & { epochEnds: number }) | null = null;
  #reached = false;
  /** That the last eager step has made; 0: there was none. */
  tensors = 0;

  /** `made`: eager steps so far, which would have paid for a part of a graph. Of a plan null: nobody knows how many are to come. */
  plan(plan: Plan | null, made: number): void {
    this.#plan = plan && { steps: made + plan.steps, anEpoch: plan.anEpoch, epochEnds: made + plan.anEpoch };
  }

  /** There is a graph already, which need not be made. */
  isThere = false;

  /** After so many eager steps. */
  reached(made: number): boolean {
    this.#reached ||= this.tensors > 0 && this.#isReached(made);
    return this.#reached;
  }

  #isReached(made: number): boolean {
    const { tensors } = this;
    if (!this.#plan) return areStepsWorth(made, tensors) || costOfSteps(tensors) <= SOON;
    const { steps, anEpoch, epochEnds } = this.#plan;
    // A graph that the first epoch does not nearly pay for is made in the second: nobody waits long for the first one.
    return areStepsWorth(steps, tensors) && (made >= epochEnds || anEpoch * tensors + SOON >= costOfSteps(tensors));
  }
}

/** Whether so many training steps, of which each makes so many tensors, are worth a graph. */
export const areStepsWorth = (steps: number, tensors: number): boolean => steps * tensors >= costOfSteps(tensors);

const costOfSteps = (tensors: number): number => STEP_GRAPH + STEP_GRAPH_A_TENSOR * tensors;

/** Tensors that are made while the graph of a training step is, and for each that a step makes. Measured: 0.06 s and 0.35 ms, where one takes 0.018 ms. */
const [STEP_GRAPH, STEP_GRAPH_A_TENSOR] = [3500, 20];
/** 0.3 s. */
const SOON = 17_000;

/** Tensors that a call makes, before one was made. */
const FEWEST = 8;
/** Tensors that are made while a graph is, and for each that a call makes. Measured: 25 ms and 0.18 ms, where one takes 0.01 ms. */
const [GRAPH, GRAPH_A_TENSOR] = [2500, 18];
