import type { Evaluation } from "../../protocol/evaluation.ts";
import { quantiles } from "../recipe/quantiles.ts";
import { randomFrom } from "../train/random.ts";
import type { Counts } from "./counts.ts";

/** 95 % lie between. */
const MIDDLE = [0.025, 0.975];
const MOST_RESAMPLES = 1000;
const LEAST_RESAMPLES = 100;
/** Rows drawn in all, where there are two classes: a second or two of work. */
const MOST_DRAWN = 50_000_000;
const SEED = 42;

/** How many resamples: 1,000, of more than 50,000 rows or many classes fewer, never fewer than 100. `width`: values that are predicted of a row. */
export function resamplesOf(rows: number, width: number): number {
  const cost = (rows * (Math.max(2, width) + 1)) / 3;
  return Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(MOST_DRAWN / Math.max(1, cost))));
}

/**
 * Percentile bootstrap: the figures of as many rows drawn with replacement, again and again, and of each figure the
 * middle 95 %. Figures are told how often each row was drawn, so that what was sorted stays sorted. The seed is fixed:
 * the same rows have the same intervals. A figure that is undefined in more than half of the resamples has none.
 */
export function bootstrap(
  rows: number,
  figuresUnder: (counts: Counts) => Record<string, number>,
  resamples: number,
): Required<Pick<Evaluation, "intervals" | "resamples">> {
  const drawn = new Map<string, number[]>();
  const random = randomFrom(SEED, "bootstrap");
  const counts = new Uint8Array(rows);
  for (let i = 0; i < resamples && rows > 1; i += 1) {
    counts.fill(0);
    for (let draw = 0; draw < rows; draw += 1) {
      const row = random.below(rows);
      counts[row] = (counts[row] as number) + 1;
    }
    for (const [name, value] of Object.entries(figuresUnder(counts))) {
      if (!Number.isFinite(value)) continue;
      const values = drawn.get(name);
      if (values) values.push(value);
      else drawn.set(name, [value]);
    }
  }
  const known = [...drawn].filter(([, values]) => 2 * values.length > resamples);
  const intervals = known.map(([name, values]) => [name, quantiles(Float64Array.from(values), MIDDLE) as [number, number]] as const);
  return { intervals: Object.fromEntries(intervals), resamples };
}
