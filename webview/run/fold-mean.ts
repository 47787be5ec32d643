import type { CurveSeries } from "../../src/protocol/run.ts";
import { type Family, foldOf, isValidation } from "./series.ts";

/** The folds' curves and, behind them in the list, their mean, as far as every fold goes. */
export function withMean(family: Family): Family {
  if (!family.folds) return family;
  const means = [true, false].flatMap((validation) => meanOf(family.series.filter((one) => isValidation(one) === validation)));
  return { ...family, series: [...family.series, ...means] };
}

function meanOf(folds: readonly CurveSeries[]): CurveSeries[] {
  const [first] = folds;
  if (!first || folds.length < 2 || folds.some(({ steps }) => steps.length === 0)) return [];
  const until = Math.min(...folds.map(({ steps }) => steps.at(-1) as number));
  const steps = [...new Set(folds.flatMap((fold) => fold.steps))].filter((step) => step <= until).sort((a, b) => a - b);
  const over = (step: number, of: "values" | "times") => folds.reduce((sum, fold) => sum + at(fold, step, of) / folds.length, 0);
  const metric = first.metric.replace(`fold_${foldOf(first)}/`, "mean/");
  return [
    { run: first.run, metric, steps, values: steps.map((step) => over(step, "values")), times: steps.map((step) => over(step, "times")) },
  ];
}

/** Between two points on the line through them: a long curve comes with a part of its points. */
function at({ steps, values, times }: CurveSeries, step: number, of: "values" | "times"): number {
  const points = of === "values" ? values : times;
  const after = steps.findIndex((one) => one >= step);
  const [s1, y1] = [steps[after] as number, points[after] as number];
  if (s1 === step || after === 0) return y1;
  const [s0, y0] = [steps[after - 1] as number, points[after - 1] as number];
  return y0 + ((y1 - y0) * (step - s0)) / (s1 - s0);
}
