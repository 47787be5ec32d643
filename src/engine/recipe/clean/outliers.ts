import { quantiles } from "../quantiles.ts";
import { mean, variance } from "../statistics.ts";
import type { StepOptions } from "../step.ts";

/** The lowest and the highest value that are no outliers. */
export interface Bounds {
  low: number;
  high: number;
}

/** Learns the bounds of values of which none is missing. Quartiles and percentiles as numpy's, the deviation is the population's. */
export function learnBounds(present: Float64Array, options: StepOptions<"drop-outliers"> | StepOptions<"clip-outliers">): Bounds {
  if (options.method === "z-score") {
    const center = mean(present);
    const reach = options.zScore * Math.sqrt(variance(present));
    return { low: center - reach, high: center + reach };
  }
  const percentiles = options.method === "percentiles" ? options.percentiles : [25, 75];
  const shares = percentiles.map((percent) => percent / 100);
  const [first, last] = quantiles(present, shares) as [number, number];
  const reach = options.method === "percentiles" ? 0 : options.factor * (last - first);
  return { low: first - reach, high: last + reach };
}
