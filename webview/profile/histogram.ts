import { html, type TemplateResult } from "lit";
import type { ColumnProfile, HistogramBin } from "../../src/protocol/profile.ts";
import { formatNumber, plural } from "../../src/shared/format.ts";
import "../shared/figure.ts";
import { kept } from "../shared/kept.ts";
import { histogramPicture, type Quartiles } from "../shared/plot.ts";
import { binFilter } from "./filters.ts";
import { formatValue, histogramSentence } from "./sentences.ts";
import { rowsButton, showRows } from "./show-rows.ts";

/** A column's histogram with quartiles and outliers marked; its bars and the rows of its table lead to their rows. */
export function distributionFigure(column: ColumnProfile): TemplateResult | string {
  const { histogram: bins, name, type } = column;
  if (!bins || bins.length === 0) return "";
  const labels = bins.map((bin) => `${rangeOf(column, bin)}: ${plural(bin.count, "row")}`);
  const rows = bins.map((bin, at) => {
    const text = rangeOf(column, bin);
    return [bin.count === 0 ? text : rowsButton(text, `Show rows where ${name} is ${text}`, binFilter(column, bins, at)), bin.count];
  });
  return html`<ty-figure
    class="wide"
    label="Distribution of ${name}"
    sentence=${histogramSentence(column)}
    .table=${{ head: ["values", "rows"], rows }}
    .draw=${kept(column, (width) => histogramPicture({ bins, quartiles: quartilesOf(column), dates: type === "date", labels }, width))}
    @pick-bin=${(event: CustomEvent<number>) => showRows(event, binFilter(column, bins, event.detail))}
  ></ty-figure>`;
}

/** How long a column's texts are. */
export function lengthFigure({ name, length }: ColumnProfile): TemplateResult | string {
  if (!length || length.histogram.length < 2) return "";
  const { histogram: bins, min, max, median } = length;
  const text = ({ from, to }: HistogramBin) => `${formatNumber(from)} to ${formatNumber(to)}`;
  return html`<ty-figure
    class="wide"
    label="Lengths of ${name}"
    sentence=${`${plural(min, "character")} to ${formatNumber(max)}, half of the texts up to ${formatNumber(median)}.`}
    .table=${{ head: ["characters", "rows"], rows: bins.map((bin) => [text(bin), bin.count]) }}
    .draw=${kept(bins, (width) => histogramPicture({ bins, quartiles: null, dates: false, labels: bins.map((bin) => `${text(bin)}: ${plural(bin.count, "row")}`) }, width))}
  ></ty-figure>`;
}

const rangeOf = (column: ColumnProfile, { from, to }: HistogramBin): string => `${formatValue(column, from)} to ${formatValue(column, to)}`;

function quartilesOf({ quantiles }: ColumnProfile): Quartiles | null {
  const [lower, median, upper] = ["0.25", "0.5", "0.75"].map((level) => quantiles?.[level]);
  if (lower === undefined || median === undefined || upper === undefined) return null;
  const reach = 1.5 * (upper - lower);
  return { lower, median, upper, fences: [lower - reach, upper + reach] };
}
