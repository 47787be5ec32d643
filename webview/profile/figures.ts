import { html, type TemplateResult } from "lit";
import { type ColumnProfile, QUANTILES } from "../../src/protocol/profile.ts";
import { formatDuration, formatNumber } from "../../src/shared/format.ts";
import { formatValue } from "./sentences.ts";

type Line = [label: string, text: string];

/** Counts, quantiles, moments, lengths and figures over time, as a list. */
export function figuresList(column: ColumnProfile): TemplateResult {
  const lines = [...counts(column), ...order(column), ...moments(column), ...lengths(column), ...series(column)];
  return html`<section>
    <h3>Figures</h3>
    <dl class="figures-list">${lines.map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
  </section>`;
}

const plain = (label: string, figure: number | null | undefined): Line[] =>
  figure === null || figure === undefined ? [] : [[label, formatNumber(figure)]];

const counts = ({ count, missing, distinct, unique, zeros, negatives, infinite, outliers }: ColumnProfile): Line[] => [
  ...plain("values", count),
  ...plain("missing", missing),
  ...plain("distinct", distinct),
  ...plain("once only", unique),
  ...plain("zeros", zeros),
  ...plain("negatives", negatives),
  ...plain("infinite", infinite),
  ...plain("outliers", outliers),
];

function order(column: ColumnProfile): Line[] {
  const { quantiles, min, max } = column;
  const value = (label: string, figure: number | null): Line[] => (figure === null ? [] : [[label, formatValue(column, figure)]]);
  const levels = quantiles
    ? QUANTILES.flatMap((level) => value(level === 0.5 ? "median" : `${level * 100} %`, quantiles[String(level)] ?? null))
    : [];
  return [...value("min", min), ...levels, ...value("max", max)];
}

function moments(column: ColumnProfile): Line[] {
  const { mean, std, skewness, kurtosis, type } = column;
  const dates = type === "date";
  return [
    ...(mean === null ? [] : [["mean", formatValue(column, mean)] as Line]),
    ...(std === null ? [] : [["std", dates ? formatSpan(std) : formatNumber(std)] as Line]),
    ...plain("skewness", skewness),
    ...plain("kurtosis", kurtosis),
  ];
}

const lengths = ({ length }: ColumnProfile): Line[] =>
  length
    ? [
        ["length", `${formatNumber(length.min)} to ${formatNumber(length.max)}`],
        ["mean length", formatNumber(length.mean, 3)],
      ]
    : [];

function series({ series: figures }: ColumnProfile): Line[] {
  const { dickeyFuller, season } = figures ?? {};
  return [
    ...(dickeyFuller ? [["Dickey-Fuller p", formatNumber(dickeyFuller.pValue, 3)] as Line] : []),
    ...(season ? [["season", `${season.lag} rows (${season.autocorrelation.toFixed(2)})`] as Line] : []),
  ];
}

/** A span of time in its largest unit. */
export function formatSpan(ms: number): string {
  const days = ms / 86_400_000;
  return days >= 1 ? `${formatNumber(days, 3)} d` : formatDuration(ms);
}
