import type { StepTime } from "./model.ts";

/** Adds up how long steps take. */
export class Stopwatch {
  #count = 0;
  #total = 0;
  #first = 0;

  /** The first step, which makes the optimizer's variables or warms up, does not count for what one takes. */
  get time(): StepTime {
    return { count: this.#count, ms: this.#count > 1 ? (this.#total - this.#first) / (this.#count - 1) : null };
  }

  measure<T>(work: () => T): T {
    const began = performance.now();
    const result = work();
    this.add(performance.now() - began);
    return result;
  }

  /** `count` steps that took so long together. */
  add(ms: number, count = 1): void {
    if (this.#count === 0) this.#first = ms / count;
    this.#count += count;
    this.#total += ms;
  }
}
