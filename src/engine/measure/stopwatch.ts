import type { Pace } from "./pace.ts";
import { isDisturbed, type Usage } from "./usage.ts";

interface Bounds {
  /** Steps that are not counted: what is made or read the first time. */
  warmUp: number;
  /** The first steps are made one by one, to make a graph of: how slow it is cannot be told by them. */
  compiles: boolean;
  /** Milliseconds of a step from where on it need not be known how slow it is. */
  giveUpAbove: number;
  /** What has been computed so far, to tell by whether others held it up. */
  usage(): Usage;
}

interface Mark {
  steps: number;
  at: number;
}

/** How much is enough to tell; of what becomes a graph, more: its first steps are slower than the rest. */
const ENOUGH = { eager: { ms: 500, steps: 3 }, compiled: { ms: 800, steps: 64 } };
/** Slow steps are not waited for longer than so. */
const MOST_MS = 2_000;
const SOON_MS = 150;
/** Parts of the time that were held up, by a graph being made or another program, are left out. */
const WINDOW_MS = 200;

/** Tells the pace of a training out of how far it is. */
export class Stopwatch {
  readonly #bounds: Bounds;
  #ready: number | null = null;
  #marks: Mark[] = [];
  #begun: Usage | null = null;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** So many steps are done at the time `at`, in milliseconds since the process began. Its pace, once that is known. */
  mark(steps: number, at: number): Pace | null {
    if (steps <= (this.#marks.at(-1)?.steps ?? 0)) return null;
    this.#ready ??= at;
    if (steps < this.#bounds.warmUp) return null;
    this.#begun ??= this.#bounds.usage();
    this.#marks.push({ steps, at });
    const [done, took] = this.#since();
    const enough = ENOUGH[this.#bounds.compiles ? "compiled" : "eager"];
    if (done < enough.steps && took < MOST_MS) return null;
    const least = this.#step(0);
    const soon = this.#bounds.compiles ? enough.ms : SOON_MS;
    if (took >= soon && least > this.#bounds.giveUpAbove) return { ...this.end(), step: least, givenUp: true };
    return took >= enough.ms ? this.end() : null;
  }

  /** By what is known so far. */
  end(): Pace {
    const [done] = this.#since();
    const disturbed = this.#begun !== null && isDisturbed(this.#begun, this.#bounds.usage());
    return { step: done > 0 ? this.#step() : null, ready: this.#ready ?? 0, ...(disturbed && { disturbed: 1 }) };
  }

  #since(): [steps: number, ms: number] {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)];
    return first && last ? [last.steps - first.steps, last.at - first.at] : [0, 0];
  }

  /** Of the fastest stretch of so many milliseconds. */
  #step(window = WINDOW_MS): number {
    const [done, took] = this.#since();
    let fastest = took / done;
    for (const [i, from] of this.#marks.entries()) {
      const to = this.#marks.slice(i + 1).find(({ at }) => at - from.at >= window);
      if (to) fastest = Math.min(fastest, (to.at - from.at) / (to.steps - from.steps));
    }
    return fastest;
  }
}
