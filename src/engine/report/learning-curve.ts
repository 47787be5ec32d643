import type { CurveSeries } from "../../protocol/run.ts";

/** What is to be seen of a loss over the steps of a training. */
export interface Shape {
  steps: number;
  first: number;
  last: number;
  lastStep: number;
  best: number;
  bestStep: number;
  /** From the first value to the best. */
  fallen: number;
  /** How much of that was won in the last fifth of the steps. */
  recent: number;
  /** Median distance of a value of the later half from the mean of its neighbours, as a share of `fallen`. */
  noise: number;
}

export function shapeOf({ steps, values }: Pick<CurveSeries, "steps" | "values">): Shape {
  const finite = values.map((value, i) => ({ value, step: steps[i] as number })).filter(({ value }) => Number.isFinite(value));
  const least = finite.reduce((a, b) => (b.value < a.value ? b : a), finite[0] ?? { value: Number.NaN, step: 0 });
  const first = values[0] ?? Number.NaN;
  const lastStep = steps.at(-1) ?? 0;
  const before = finite.filter(({ step }) => step <= lastStep * 0.8).map(({ value }) => value);
  const fallen = first - least.value;
  return {
    steps: values.length,
    first,
    last: values.at(-1) ?? Number.NaN,
    lastStep,
    best: least.value,
    bestStep: least.step,
    fallen,
    recent: before.length === 0 ? 0 : Math.max(0, before.reduce((a, b) => Math.min(a, b)) - least.value),
    noise: fallen > 0 ? jitter(finite.slice(finite.length >> 1).map(({ value }) => value)) / fallen : 0,
  };
}

function jitter(values: readonly number[]): number {
  const jumps = values
    .slice(1, -1)
    .map((value, i) => Math.abs(value - ((values[i] as number) + (values[i + 2] as number)) / 2))
    .sort((a, b) => a - b);
  return jumps[jumps.length >> 1] ?? 0;
}
