/** Points that a series has from each power of ten of steps. */
const POINTS = 1000;

/** The figures of a loop's steps as a curve: every step at first, then the mean of ten, of a hundred, the longer it goes on. */
export interface StepSeries {
  /** Steps so far. */
  readonly steps: number;
  /** Takes in the next step; the point that is due, if one is. */
  add(values: Record<string, number>): Record<string, number> | null;
  /** What has come since the last point. */
  rest(): Record<string, number> | null;
}

export function stepSeries(): StepSeries {
  let steps = 0;
  let count = 0;
  let sums: Record<string, number> = {};
  const take = () => {
    if (count === 0) return null;
    const means = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / count]));
    sums = {};
    count = 0;
    return means;
  };
  return {
    get steps() {
      return steps;
    },
    add(values) {
      const stride = 10 ** Math.max(0, Math.ceil(Math.log10((steps + 1) / POINTS)));
      steps += 1;
      count += 1;
      for (const [name, value] of Object.entries(values)) sums[name] = (sums[name] ?? 0) + value;
      return steps % stride === 0 ? take() : null;
    },
    rest: take,
  };
}
