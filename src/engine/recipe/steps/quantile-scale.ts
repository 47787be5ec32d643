import { normalQuantile } from "../../../shared/normal-quantile.ts";
import { perNumberColumn } from "../per-number-column.ts";
import { quantiles } from "../quantiles.ts";
import type { StepOptions } from "../step.ts";

/** What is nearer to an end than this is the end; a bell curve, whose ends are infinite, is cut there. */
const EDGE = 1e-7;
const CUT = EDGE - Number.EPSILON;

/** Spreads values evenly, or to a bell curve, by their rank among the training values: scikit-learn's `QuantileTransformer` on all of them. */
export const quantileScale = perNumberColumn<StepOptions<"quantile-scale">, { quantiles: number[] }>({
  fit(present, options) {
    const count = Math.min(options.quantiles, present.length);
    const part = 1 / Math.max(count - 1, 1);
    // By way of percent, as scikit-learn: among equal values the last digit decides which of them a quantile is.
    const shares = Array.from({ length: count }, (_, i) => (i === count - 1 && i > 0 ? 1 : (i * part * 100) / 100));
    return { quantiles: quantiles(present, shares) };
  },

  apply(values, { distribution }, { quantiles }) {
    const bell = distribution === "normal";
    const spread = values.slice();
    for (let row = 0; row < spread.length; row += 1) {
      if (Number.isNaN(spread[row])) continue;
      const share = shareOf(spread[row] as number, quantiles, bell ? EDGE : 0);
      spread[row] = bell ? normalQuantile(Math.min(Math.max(share, CUT), 1 - CUT)) : share;
    }
    return spread;
  },
});

/** Of the training values, which part lies below; a value that several quantiles are equal to lies in their middle. */
function shareOf(value: number, quantiles: readonly number[], edge: number): number {
  const last = quantiles.length - 1;
  if (value === quantiles[0] || value - edge < (quantiles[0] as number)) return 0;
  if (value === quantiles[last] || value + edge > (quantiles[last] as number)) return 1;
  const above = firstPlace(quantiles, (quantile) => quantile > value);
  const notBelow = firstPlace(quantiles, (quantile) => quantile >= value);
  return (placeBetween(value, quantiles, above - 1) + placeBetween(value, quantiles, notBelow - 1)) / 2 / last;
}

/** Where `value` lies between quantile `low` and the next, counted in quantiles. */
function placeBetween(value: number, quantiles: readonly number[], low: number): number {
  const from = quantiles[low] as number;
  return low + (value - from) / ((quantiles[low + 1] as number) - from);
}

/** The first place in a rising list that `matches`; all after it do too. */
function firstPlace(list: readonly number[], matches: (value: number) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (matches(list[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
