import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import { formatNumber, formatScore, plural } from "../../src/shared/format.ts";
import { kept } from "../shared/kept.ts";
import { histogramPicture } from "../shared/plot.ts";
import { cloudPicture } from "../shared/plot-evaluation.ts";

/** Of a regression: predicted over actual, residuals over predicted, their spread, and how near to normal they are. */
export function residuals({ residuals: points, metrics, analyses, forecast }: Evaluation): TemplateResult | string {
  if (!points) return "";
  const { predicted, actual } = points;
  const r2 = metrics.r2;
  const left = actual.map((y, at) => y - (predicted[at] ?? Number.NaN));
  const spread = analyses?.residuals;
  return html`<ty-figure
      label="Predicted and actual"
      sentence="${plural(predicted.length, forecast ? "forecast" : "row")}.${r2 === undefined ? "" : ` R2 ${formatScore(r2)}.`} On the dashed line, prediction and truth are the same."
      .table=${{ head: ["actual", "predicted", "residual"], rows: actual.map((y, at) => [y, predicted[at] ?? null, left[at] ?? null]) }}
      .draw=${kept(points, (width) => cloudPicture({ x: actual, y: predicted, xLabel: "actual", yLabel: "predicted", along: "diagonal" }, width))}
    ></ty-figure>
    <ty-figure
      label="Residuals by prediction"
      sentence="Residual: actual less predicted. A pattern in them, such as a curve or a fan, is something that the model has not learnt."
      .table=${{ head: ["predicted", "residual"], rows: predicted.map((y, at) => [y, left[at] ?? null]) }}
      .draw=${kept(predicted, (width) => cloudPicture({ x: predicted, y: left, xLabel: "predicted", yLabel: "residual", along: "zero" }, width))}
    ></ty-figure>
    ${spread ? histogram(spread) : ""} ${spread?.normal ? normal(spread.normal) : ""}`;
}

type Spread = NonNullable<NonNullable<Evaluation["analyses"]>["residuals"]>;

function histogram(spread: Spread): TemplateResult {
  const { mean, std, quantiles, histogram: counted } = spread;
  const { edges, counts } = counted;
  const bins = counts.map((count, at) => ({ from: edges[at] as number, to: edges[at + 1] as number, count }));
  const [, low, , middle, , high] = quantiles;
  const labels = bins.map(({ from, to, count }) => `${formatNumber(from)} to ${formatNumber(to)}: ${plural(count, "row")}`);
  return html`<ty-figure
    label="Residuals"
    sentence="Mean ${formatNumber(mean, 3)}, deviation ${formatNumber(std, 3)}, median ${formatNumber(middle, 3)}; nine of ten lie between ${formatNumber(low, 3)} and ${formatNumber(high, 3)}."
    .table=${{ head: ["from", "to", "rows"], rows: bins.map(({ from, to, count }) => [from, to, count]) }}
    .draw=${kept(counted, (width) => histogramPicture({ bins, quartiles: null, dates: false, labels }, width))}
  ></ty-figure>`;
}

function normal(fit: NonNullable<Spread["normal"]>): TemplateResult {
  const { theoretical, ordered, slope, intercept, r } = fit;
  return html`<ty-figure
    label="Residuals and a normal distribution"
    sentence="${r > 0.99 ? "The residuals are spread as a normal distribution's" : "The ends of the residuals lie otherwise than a normal distribution's"} (r ${formatNumber(r, 3)} along the dashed line)."
    .table=${{ head: ["normal quantile", "residual"], rows: theoretical.map((x, at) => [x, ordered[at] ?? null]) }}
    .draw=${kept(fit, (width) => cloudPicture({ x: theoretical, y: ordered, xLabel: "normal quantile", yLabel: "residual", along: { slope, intercept } }, width))}
  ></ty-figure>`;
}
