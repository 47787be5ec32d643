import type { Column } from "../data/column.ts";
import { columnEmpty } from "./errors.ts";
import { quantiles } from "./quantiles.ts";
import { mean, variance } from "./statistics.ts";
import type { StepOptions } from "./step.ts";
import { presentNumbers } from "./values.ts";

/** The lowest and the highest value that are no outliers. */
export interface Bounds {
  low: number;
  high: number;
}

/** Learns the bounds of a number column. Quartiles and percentiles as numpy's, the deviation is the population's. */
export function learnBounds(column: Column, options: StepOptions<"drop-outliers"> | StepOptions<"clip-outliers">): Bounds {
  const present = column.kind === "number" ? presentNumbers(column.values) : new Float64Array();
  if (present.length === 0) throw columnEmpty(column.name);
  if (options.method === "z-score") {
    const center = mean(present);
    const reach = options.zScore * Math.sqrt(variance(present));
    return { low: center - reach, high: center + reach };
  }
  if (options.method === "percentiles") {
    const [low, high] = quantiles(
      present,
      options.percentiles.map((percent) => percent / 100),
    ) as [number, number];
    return { low, high };
  }
  const [first, third] = quantiles(present, [0.25, 0.75]) as [number, number];
  return { low: first - options.factor * (third - first), high: third + options.factor * (third - first) };
}
