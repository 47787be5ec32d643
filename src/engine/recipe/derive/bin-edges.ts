import { extremes } from "../statistics.ts";

/** Bins narrower than this are merged, as scikit-learn does. */
const NARROWEST = 1e-8;

/**
 * Where the inner bins of scikit-learn's `KBinsDiscretizer` begin: at most `count - 1` edges. `values`: none missing, at
 * least one.
 */
export function binEdges(values: Float64Array, strategy: "uniform" | "quantile", count: number): number[] {
  const { min, max } = extremes(values);
  if (min === max) return [];
  if (strategy === "uniform") return Array.from({ length: count - 1 }, (_, i) => min + (i + 1) * ((max - min) / count));
  const edges = quantileEdges(values.slice().sort(), count);
  return edges.filter((edge, i) => i === 0 || edge - (edges[i - 1] as number) > NARROWEST).slice(1, -1);
}

/** numpy's `averaged_inverted_cdf`, scikit-learn's default: a value of the data, or the mean of two where a quantile falls between. */
function quantileEdges(sorted: Float64Array, count: number): number[] {
  const n = sorted.length;
  const at = (position: number) => sorted[Math.min(Math.max(position, 0), n - 1)] as number;
  return Array.from({ length: count + 1 }, (_, i) => {
    const share = (i === count ? 100 : i * (100 / count)) / 100;
    const position = n * share - 1;
    const below = Math.floor(position);
    return position === below ? (at(below) + at(below + 1)) / 2 : at(below + 1);
  });
}
