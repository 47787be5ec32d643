import { setImmediate as turn } from "node:timers/promises";
import { positions } from "../recipe/values.ts";
import { type Random, randomFrom, shuffle } from "../train/random.ts";

interface ShufflingOptions {
  seed: number;
  signal: AbortSignal;
  /** After which the rest is left out. */
  ms: number;
  /** Hears 0 to 1. */
  onProgress(fraction: number): void;
}

/** Orders to shuffle by, the same for the same seed, for as long as there is time. */
export class Shuffling {
  readonly #options: ShufflingOptions;
  readonly #random: Random;
  readonly #end: number;
  #done = 0;
  #all = 0;

  constructor(options: ShufflingOptions) {
    this.#options = options;
    this.#random = randomFrom(options.seed, "explain", 1);
    this.#end = Date.now() + options.ms;
  }

  order(rows: number): Int32Array {
    const order = positions(rows);
    shuffle(order, this.#random);
    return order;
  }

  /** Whether there is time for more, after so many shuffles of all. */
  async goOn(done: number, all: number): Promise<boolean> {
    [this.#done, this.#all] = [done, all];
    this.#options.onProgress(done / all);
    await turn(); // so that a wish to stop is heard
    return !this.#options.signal.aborted && Date.now() < this.#end;
  }

  /** That it ended early, and why; none where it did not. */
  notes(): string[] {
    if (this.#done >= this.#all) return [];
    const why = this.#options.signal.aborted ? "stopped" : "it took too long";
    return [`Importance ended early (${why}): ${this.#done} of ${this.#all} shuffles were made.`];
  }
}
