import type { StepTime } from "./model.ts";

/** Steps that took so long together. */
interface Lap {
  ms: number;
  count: number;
}

/** Tells how long steps take. */
export class Stopwatch {
  #count = 0;
  #laps: Lap[] = [];

  get count(): number {
    return this.#count;
  }

  /** What one takes of late. The first does not count: it makes the optimizer's variables. */
  get time(): StepTime {
    const steps = this.#laps.reduce((sum, { count }) => sum + count, 0);
    const ms = this.#laps.reduce((sum, lap) => sum + lap.ms, 0);
    return { count: this.#count, ms: steps > 0 ? ms / steps : null };
  }

  /** The same, but a quarter of them take less: of few steps most are slow, since JavaScript itself is compiled meanwhile. */
  get quickTime(): StepTime {
    const each = this.#laps.map(({ ms, count }) => ms / count).sort((a, b) => a - b);
    return { count: this.#count, ms: each[Math.floor(each.length / 4)] ?? null };
  }

  measure<T>(work: () => T): T {
    const began = performance.now();
    const result = work();
    this.add(performance.now() - began);
    return result;
  }

  /** `count` steps that took so long together. */
  add(ms: number, count = 1): void {
    if (this.#count > 0) this.#laps.push({ ms, count });
    if (this.#laps.length > MOST_LAPS) this.#laps.shift();
    this.#count += count;
  }
}

const MOST_LAPS = 50;
