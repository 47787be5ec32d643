import { html, type TemplateResult } from "lit";
import { type ColumnProfile, type Profile, QUANTILES } from "../../src/protocol/profile.ts";
import { formatNumber, formatShare } from "../../src/shared/format.ts";
import "../shared/figure.ts";
import { kept } from "../shared/kept.ts";
import { histogramPicture, type Quartiles } from "../shared/plot.ts";
import { bar } from "../shared/spark.ts";
import { dataTable } from "../shared/table.ts";
import { alertText } from "./alerts.ts";
import { formatValue, histogramSentence } from "./sentences.ts";

/** All that is known of one column: why it has alerts, its distribution, quantiles, moments, most frequent values. */
export function columnDetail(column: ColumnProfile, profile: Profile): TemplateResult {
  const alerts = profile.alerts.filter(({ columns }) => columns.includes(column.name));
  return html`<div role="row" class="detail" data-column=${column.name}>
    <div role="cell" aria-label="Details of ${column.name}">
      <p class="detail-name"><span class="data">${column.name}</span> <span class="quiet">${column.type}, stored as ${column.storage}</span></p>
      ${alerts.length > 0 ? html`<ul class="alert-list">${alerts.map((alert) => html`<li>${alertText(alert)} <span class="quiet">${alert.kind}</span></li>`)}</ul>` : ""}
      <div class="detail-parts">
        ${histogram(column)} ${moments(column)} ${topValues(column)}
      </div>
    </div>
  </div>`;
}

function histogram(column: ColumnProfile): TemplateResult | string {
  const { histogram: bins, name, type } = column;
  if (!bins || bins.length === 0) return "";
  const rows = bins.map(({ from, to, count }) => [`${formatValue(column, from)} to ${formatValue(column, to)}`, count]);
  return html`<ty-figure
    class="wide"
    label="Distribution of ${name}"
    sentence=${histogramSentence(column)}
    .table=${{ head: ["values", "rows"], rows }}
    .draw=${kept(column, (width) => histogramPicture(bins, quartilesOf(column), type === "date", width))}
  ></ty-figure>`;
}

function quartilesOf({ quantiles }: ColumnProfile): Quartiles | null {
  const [lower, median, upper] = ["0.25", "0.5", "0.75"].map((level) => quantiles?.[level]);
  if (lower === undefined || median === undefined || upper === undefined) return null;
  const reach = 1.5 * (upper - lower);
  return { lower, median, upper, fences: [lower - reach, upper + reach] };
}

function moments(column: ColumnProfile): TemplateResult | string {
  const { quantiles, length } = column;
  const value = (label: string, figure: number | null) => (figure === null ? [] : [[label, formatValue(column, figure)]]);
  const plain = (label: string, figure: number | null) => (figure === null ? [] : [[label, formatNumber(figure)]]);
  const rows = [
    ...value("min", column.min),
    ...(quantiles
      ? QUANTILES.flatMap((level) => value(level === 0.5 ? "median" : `${level * 100} %`, quantiles[String(level)] ?? null))
      : []),
    ...value("max", column.max),
    ...value("mean", column.mean),
    ...plain("std", column.std),
    ...plain("skewness", column.skewness),
    ...plain("kurtosis", column.kurtosis),
    ...plain("zeros", column.zeros),
    ...plain("negatives", column.negatives),
    ...plain("infinite", column.infinite),
    ...plain("outliers", column.outliers),
    ...(length ? [["length", `${formatNumber(length.min)} to ${formatNumber(length.max)}, mean ${formatNumber(length.mean, 3)}`]] : []),
  ];
  if (rows.length === 0) return "";
  return html`<section>
    <h3>Figures</h3>
    <dl class="figures-list">${rows.map(([label, text]) => html`<div><dt>${label}</dt><dd>${text}</dd></div>`)}</dl>
  </section>`;
}

function topValues({ name, top, count, type, histogram: bins }: ColumnProfile): TemplateResult | string {
  if (top.length === 0 || (bins && type === "number")) return "";
  const most = top[0]?.count ?? 1;
  return html`<section class="top-values">
    <h3>Most frequent values</h3>
    ${dataTable(`Most frequent values of ${name}`, {
      head: ["value", "rows", "share", ""],
      rows: top.map((value) => [
        value.value === "" ? "(empty text)" : value.value,
        value.count,
        formatShare(value.count, count),
        bar(value.count / most),
      ]),
    })}
  </section>`;
}
