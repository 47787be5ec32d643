import type { ResidualAnalysis } from "../../protocol/analyses.ts";
import { normalQuantile } from "../../shared/normal-quantile.ts";
import { quantiles } from "../recipe/quantiles.ts";
import { mean, variance } from "../recipe/statistics.ts";
import { evenIndices } from "./roc-curve.ts";

const BINS = 30;
const MOST_POINTS = 200;
const SHARES = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

/** How the residuals (actual less predicted) are spread. Null without rows. */
export function residualAnalysis(actual: Float64Array, predicted: Float64Array): ResidualAnalysis | null {
  if (actual.length === 0) return null;
  const sorted = actual.map((value, row) => value - (predicted[row] as number)).sort();
  return {
    mean: mean(sorted),
    std: Math.sqrt(variance(sorted)),
    quantiles: quantiles(sorted, SHARES),
    histogram: histogramOf(sorted),
    normal: againstNormal(sorted),
  };
}

/** Even bins as numpy's `histogram`: each with its lower edge, the last with its upper one too. */
function histogramOf(sorted: Float64Array): ResidualAnalysis["histogram"] {
  const [first, last] = [sorted[0] as number, sorted.at(-1) as number];
  const [low, high] = first === last ? [first - 0.5, last + 0.5] : [first, last];
  const step = (high - low) / BINS;
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (i === BINS ? high : low + i * step));
  const counts = new Array<number>(BINS).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < BINS - 1 && value >= (edges[bin + 1] as number)) bin += 1;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { edges, counts };
}

/** scipy's `probplot`: quantiles of the residuals over those of a normal distribution (Filliben's medians), and their line. */
function againstNormal(sorted: Float64Array): ResidualAnalysis["normal"] {
  const n = sorted.length;
  if (n < 3 || sorted[0] === sorted[n - 1]) return null;
  const end = 0.5 ** (1 / n);
  const expected = sorted.map((_, i) => normalQuantile(i === 0 ? 1 - end : i === n - 1 ? end : (i + 1 - 0.3175) / (n + 0.365)));
  const [centerX, centerY] = [mean(expected), mean(sorted)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const [x, y] = [(expected[i] as number) - centerX, (sorted[i] as number) - centerY];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const slope = xy / xx;
  const shown = evenIndices(n, Math.min(n, MOST_POINTS));
  return {
    theoretical: shown.map((i) => expected[i] as number),
    ordered: shown.map((i) => sorted[i] as number),
    slope,
    intercept: centerY - slope * centerX,
    r: xy / Math.sqrt(xx * yy),
  };
}
