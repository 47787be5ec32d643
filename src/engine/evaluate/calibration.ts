import type { Calibration, ReliabilityBin } from "../../protocol/analyses.ts";
import { quantiles } from "../recipe/quantiles.ts";

const BINS = 10;

/**
 * How often what was said with some probability came true: scikit-learn's `calibration_curve` by both its strategies, and the
 * expected calibration error over the bins of equal width (Naeini et al. 2015).
 */
export function calibrationOf(positive: ArrayLike<boolean | number>, probabilities: Float64Array): Calibration {
  const shares = Array.from({ length: BINS - 1 }, (_, i) => (i + 1) * (1 / BINS));
  const uniform = reliability(positive, probabilities, shares);
  const inner = probabilities.length === 0 ? [] : quantiles(probabilities, [0, ...shares, 1]).slice(1, -1);
  const rows = probabilities.length;
  return {
    uniform,
    quantile: reliability(positive, probabilities, inner),
    error: uniform.reduce((sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.actual - bin.predicted), 0),
  };
}

/** A bin holds what lies above its lower inner edge, up to and with its upper one. */
function reliability(positive: ArrayLike<boolean | number>, probabilities: Float64Array, inner: readonly number[]): ReliabilityBin[] {
  const bins = Array.from({ length: inner.length + 1 }, () => ({ rows: 0, said: 0, hits: 0 }));
  for (let row = 0; row < probabilities.length; row += 1) {
    const p = probabilities[row] as number;
    const at = inner.findIndex((edge) => p <= edge);
    const bin = bins[at < 0 ? inner.length : at] as (typeof bins)[number];
    bin.rows += 1;
    bin.said += p;
    bin.hits += positive[row] ? 1 : 0;
  }
  return bins.filter(({ rows }) => rows > 0).map(({ rows, said, hits }) => ({ predicted: said / rows, actual: hits / rows, rows }));
}
