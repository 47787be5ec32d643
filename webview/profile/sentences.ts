import type { Association, ColumnProfile } from "../../src/protocol/profile.ts";
import { formatNumber, formatShare, plural } from "../../src/shared/format.ts";

/** A value of this column as text: dates as dates. */
export function formatValue({ type, min, max }: ColumnProfile, value: number | null): string {
  if (value === null || type !== "date") return formatNumber(value);
  const text = new Date(value).toISOString();
  const days = ((max ?? 0) - (min ?? 0)) / 86_400_000;
  return days < 3 ? text.slice(0, 19).replace("T", " ") : text.slice(0, 10);
}

/** The column's values in a few characters, for a row: its range, or its most frequent value. */
export function shortValues(column: ColumnProfile): string {
  const { min, max, top, count, type } = column;
  if (count === 0) return "no values";
  if (type === "identifier" || type === "text") return top[0] && top[0].count > 1 ? topShare(column) : "all distinct";
  if (min !== null && max !== null) return `${formatValue(column, min)}..${formatValue(column, max)}`;
  return topShare(column);
}

const topShare = ({ top, count }: ColumnProfile): string => (top[0] ? `${top[0].value} ${formatShare(top[0].count, count)}` : "");

/** What the histogram shows, in words. */
export function histogramSentence(column: ColumnProfile): string {
  const { count, min, max, quantiles, outliers } = column;
  const half = quantiles
    ? `, half of them between ${formatValue(column, quantiles["0.25"] ?? null)} and ${formatValue(column, quantiles["0.75"] ?? null)}`
    : "";
  const out = outliers ? ` ${plural(outliers, "outlier")} beyond 1.5 times the interquartile range.` : "";
  return `${plural(count, "value")} from ${formatValue(column, min)} to ${formatValue(column, max)}${half}.${out}`;
}

export const measureName = (measure: Association["measure"]): string =>
  ({
    pearson: "Pearson correlation",
    spearman: "Spearman rank correlation",
    "cramers-v": "Cramer's V",
    "correlation-ratio": "correlation ratio (eta)",
  })[measure];

/** `r = -0.58`, `V = 0.66`, `eta = 0.84`. */
export function shortMeasure({ measure, value }: Association): string {
  const sign = { pearson: "r", spearman: "rho", "cramers-v": "V", "correlation-ratio": "eta" }[measure];
  return `${sign} = ${value.toFixed(2)}`;
}
