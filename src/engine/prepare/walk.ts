import { setImmediate as turn } from "node:timers/promises";
import type { RecipeStep } from "../../protocol/experiment.ts";
import { cancelled, type ErrorFacts, factsOf, TrainyardError } from "../../shared/errors.ts";
import { stepPath } from "../recipe/errors.ts";
import { type Learning, learnStep } from "../recipe/fit.ts";
import { type Passage, passageOf } from "./facts.ts";

export interface Walked {
  passages: Passage[];
  /** What stopped the step after the last passage. */
  error: ErrorFacts | null;
}

interface Kept {
  key: string;
  passage: Passage;
}

/** Learns a recipe step by step on the same training rows, again and again: what comes before the first change is kept. */
export class Walk {
  readonly start: Learning;
  #kept: Kept[] = [];

  constructor(start: Learning) {
    this.start = start;
  }

  /** Up to the end of `steps`, or the first that fails. `keyOf` says when a step is another one. */
  async to(steps: readonly RecipeStep[], keyOf: (step: RecipeStep) => string, signal: AbortSignal): Promise<Walked> {
    const keys = steps.map(keyOf);
    const other = keys.findIndex((key, index) => this.#kept[index]?.key !== key);
    const kept = other < 0 ? this.#kept.slice(0, keys.length) : this.#kept.slice(0, other);
    let learning = kept.at(-1)?.passage.after ?? this.start;
    let error: ErrorFacts | null = null;
    if (other >= 0) this.#kept = kept; // what is learnt before a cancellation is kept as well
    for (let index = kept.length; index < steps.length; index += 1) {
      const step = steps[index] as RecipeStep;
      await turn(); // lets a cancellation be heard
      if (signal.aborted) throw cancelled();
      try {
        const passage = passageOf(index, step, learning, learnStep(learning, step, index));
        kept.push({ key: keys[index] as string, passage });
        learning = passage.after;
      } catch (cause) {
        error = atStep(cause, index);
        break;
      }
    }
    return { passages: kept.map(({ passage }) => passage), error };
  }
}

/** An error of a step, with the step as its place; what was not foreseen is passed on. */
function atStep(cause: unknown, index: number): ErrorFacts {
  if (!TrainyardError.is(cause)) throw cause;
  const facts = factsOf(cause);
  const field = facts.place?.field ?? "";
  return { ...facts, place: { ...facts.place, field: field.startsWith(stepPath(index)) ? field : stepPath(index, field || undefined) } };
}
