import { html, type TemplateResult } from "lit";
import type { Evaluation, ForecastEvaluation, ForecastLine } from "../../src/protocol/evaluation.ts";
import { formatNumber, formatShare, plural } from "../../src/shared/format.ts";
import { kept } from "../shared/kept.ts";
import { bandPicture, squarePicture } from "../shared/plot-evaluation.ts";
import { dataTable } from "../shared/table.ts";
import { seriesColor } from "../shared/theme.ts";

/** Forecasts beside what came, figures by steps ahead, and figures of forecasts that need no model. */
export function forecasts({ forecast, target }: Evaluation): TemplateResult | string {
  if (!forecast) return "";
  const { baselines, lines = [] } = forecast;
  const metrics = Object.keys(forecast.steps[0]?.metrics ?? {});
  return html`${lines.map((one) => beside(one, forecast, target ?? ""))} ${byStep(forecast, metrics)}
    <section aria-label="Forecasts without a model">
      <h3>Forecasts without a model</h3>
      ${dataTable("Forecasts without a model", { head: ["", ...metrics], rows: baselines.map(({ name, metrics: own }) => [name, ...metrics.map((metric) => own[metric] ?? null)]) })}
    </section>`;
}

function beside(one: ForecastLine, { horizon, interval, dates = false }: ForecastEvaluation, target: string): TemplateResult {
  const { series, times, actual, predicted, low, high } = one;
  const inside = actual.filter((value, at) => value >= (low[at] ?? value) && value <= (high[at] ?? value)).length;
  const when = (time: number) =>
    dates
      ? new Date(time)
          .toISOString()
          .slice(0, time % DAY === 0 ? 10 : 16)
          .replace("T", " ")
      : formatNumber(time);
  return html`<ty-figure
    class="wide"
    label="${series === null ? "Forecast and actual" : `Forecast and actual: ${series}`}"
    sentence="Whole line: what came. Dashed: what was forecast ${plural(horizon, "step")} before, in its ${formatShare(interval.level, 1)} interval, which holds ${formatShare(inside, actual.length)} of the ${plural(actual.length, "value")} shown."
    .table=${{ head: ["when", "actual", "forecast", "low", "high"], rows: times.map((time, at) => [when(time), actual[at] ?? null, predicted[at] ?? null, low[at] ?? null, high[at] ?? null]) }}
    .draw=${kept(one, (width) =>
      bandPicture(
        {
          x: times,
          kind: dates ? "date" : "number",
          yLabel: target,
          lines: [
            { y: predicted, low, high, color: seriesColor(0), dash: "6,5" },
            { y: actual, color: "--ty-text" },
          ],
        },
        width,
      ),
    )}
  ></ty-figure>`;
}

const DAY = 86_400_000;

function byStep({ steps, interval }: ForecastEvaluation, metrics: readonly string[]): TemplateResult | string {
  const shown = metrics.includes("mae") ? "mae" : metrics[0];
  if (shown === undefined) return "";
  const figure = (at: number) => formatNumber(steps.at(at)?.metrics[shown], 3);
  return html`<ty-figure
    label="${shown} by steps ahead"
    sentence="${shown} is ${figure(0)} at 1 step ahead${steps.length > 1 ? `, and ${figure(-1)} at ${steps.length}` : ""}. ${formatShare(interval.coverage, 1)} of the values lay in their ${formatShare(interval.level, 1)} interval."
    .table=${{ head: ["step", "rows", ...metrics], rows: steps.map(({ step, rows, metrics: own }) => [step, rows, ...metrics.map((metric) => own[metric] ?? null)]) }}
    .draw=${kept(steps, (width) => squarePicture({ xLabel: "steps ahead", yLabel: shown, fromZero: true, lines: [{ x: steps.map(({ step }) => step), y: steps.map(({ metrics: own }) => own[shown] ?? Number.NaN), color: seriesColor(0), weights: steps.map(() => 1) }] }, width))}
  ></ty-figure>`;
}
