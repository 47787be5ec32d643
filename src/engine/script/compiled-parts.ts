import type { Optimizer } from "@tensorflow/tfjs-core";
import { fewNote, gainNote, refusedNote } from "../compile/gain.ts";
import type { StepTimes } from "../compile/model.ts";

/** A model, or an optimizer's `minimize`, whose steps are compiled. */
interface Part {
  readonly refused: unknown;
  readonly steps: StepTimes;
  dispose(): void;
}

type Kind = "model" | "loop";

/** Native memory is kept for so many; those before train on as ever. */
const MOST_PARTS = 16;

/** What of a script's training is compiled, and what is to be told of it. */
export class CompiledParts {
  #kept: Part[] = [];
  /** Of the part that ran most. */
  #best: StepTimes | null = null;
  /** Steps that one part made as ever. */
  #mostEager = 0;
  readonly #whole = new WeakMap<Optimizer, Part>();
  /** Optimizers whose loops ran as graphs. */
  readonly #looped = new Set<Optimizer>();
  readonly #refusals: { kind: Kind; of: Optimizer | null; reason: string }[] = [];

  /** `of`: the optimizer that makes its steps. */
  keep(part: Part, of?: Optimizer): void {
    this.#kept.push(part);
    if (of) this.#whole.set(of, part);
    if (this.#kept.length > MOST_PARTS) this.letGo(this.#kept[0] as Part);
  }

  /** Whether this optimizer's steps are compiled together with a model, as a whole. */
  isWhole(optimizer: Optimizer): boolean {
    const part = this.#whole.get(optimizer);
    return part !== undefined && part.refused === null && this.#kept.includes(part);
  }

  letGo(part: Part): void {
    this.#account(part.steps);
    part.dispose();
    this.#kept = this.#kept.filter((one) => one !== part);
  }

  /** `of`: whose steps go on eagerly; of null, that of all. */
  refuse(kind: Kind, of: Optimizer | null, reason: string): void {
    this.#refusals.push({ kind, of, reason });
  }

  /** The steps of this optimizer's `minimize` run as graphs. */
  looped(optimizer: Optimizer): void {
    this.#looped.add(optimizer);
  }

  notes(): string[] {
    for (const { steps } of this.#kept) this.#account(steps);
    const gain = this.#best && gainNote(this.#best);
    // What a model's steps could not be compiled for is of no interest where they were after all, by following them.
    const refused = this.#refusals.filter(({ kind, of }) => kind === "loop" || !of || !this.#looped.has(of));
    const few = !gain && refused.length === 0 && this.#mostEager > 0 ? [fewNote(this.#mostEager)] : [];
    return [...(gain ? [gain] : []), ...few, ...new Set(refused.map(({ reason }) => refusedNote(reason)))];
  }

  #account(steps: StepTimes): void {
    this.#mostEager = Math.max(this.#mostEager, steps.eager.count);
    if (steps.compiled.count > 0 && (!this.#best || tellsMore(steps, this.#best))) this.#best = steps;
  }
}

/** One that had eager steps too tells what was gained: a model like one before it may have had none. */
function tellsMore(one: StepTimes, other: StepTimes): boolean {
  const [known, otherKnown] = [one.eager.ms !== null, other.eager.ms !== null];
  return known === otherKnown ? one.compiled.count > other.compiled.count : known;
}
