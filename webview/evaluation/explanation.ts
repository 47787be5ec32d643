import { html, type TemplateResult } from "lit";
import type { Explanation, Importance, PartialDependence } from "../../src/protocol/explanation.ts";
import { formatNumber, formatScore, plural } from "../../src/shared/format.ts";
import "../shared/figure.ts";
import { kept } from "../shared/kept.ts";
import { bandPicture, barsPicture } from "../shared/plot-evaluation.ts";
import { seriesColor } from "../shared/theme.ts";
import { groupSection } from "./groups.ts";
import { loadingSection } from "./loadings.ts";
import { profileSection } from "./profiles.ts";
import { reconstructionSection } from "./reconstruction.ts";
import type { ShowRows } from "./rows.ts";
import { segmentSection } from "./segments.ts";
import { worstSection } from "./worst.ts";

const MOST_BARS = 15;
const MOST_LINES = 5;

/**
 * What the model goes by and where it fails; without a target, what it has found. `show` opens rows; absent where there is no
 * data to page through.
 */
export function explanationSection(explanation: Explanation, show?: ShowRows): TemplateResult {
  const { partialDependence, groups, notes, forecast, clusters, loadings, reconstruction } = explanation;
  const importance = explanation.importance ?? forecast?.importance;
  const segments = explanation.segments ?? forecast?.segments;
  const worst = explanation.worst ?? forecast?.worst;
  return html`
    ${
      importance || partialDependence.length > 0
        ? html`<section aria-label="What the model goes by">
            <h2>What the model goes by</h2>
            <div class="evaluation">${importance ? importanceFigure(importance) : ""}</div>
            ${
              partialDependence.length > 0
                ? html`<h3>Partial dependence</h3>
                    <p class="quiet">What the model says on average when one column is set to each value in all rows; the band holds the middle 80 % of the rows.</p>
                    <div class="multiples">${partialDependence.map(dependenceFigure)}</div>`
                : ""
            }
          </section>`
        : ""
    }
    ${
      segments || worst
        ? html`<section aria-label="Where the model is weak">
            <h2>Where the model is weak</h2>
            ${segments ? segmentSection(segments, show) : ""} ${groups.map((one) => groupSection(one, show))}
            ${worst ? worstSection(worst, forecast ? "Worst forecasts" : "Worst errors", show) : ""}
          </section>`
        : ""
    }
    ${clusters ? profileSection(clusters, show) : ""} ${loadings ? loadingSection(loadings) : ""}
    ${reconstruction ? reconstructionSection(reconstruction, show) : ""}
    ${notes.length > 0 ? html`<ul class="plain quiet">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ""}
  `;
}

function importanceFigure(importance: Importance): TemplateResult {
  const { metric, direction, score, columns, repeats, rows } = importance;
  const shown = columns.slice(0, MOST_BARS);
  const [first] = columns;
  const nothing = columns.filter(({ mean, std }) => mean <= 2 * std).length;
  return html`<ty-figure
    label="Importance of the columns"
    sentence="By how much ${metric} (${formatScore(score)}) ${direction === "max" ? "falls" : "rises"} when a column's values are shuffled among ${plural(rows, "row")}, mean and deviation of ${plural(repeats, "time")}.${first ? ` Most: ${first.column} (${formatNumber(first.mean, 3)}).` : ""}${nothing > 0 ? ` ${plural(nothing, "column")} within chance.` : ""}${columns.length > MOST_BARS ? ` The first ${MOST_BARS} of ${columns.length}.` : ""}"
    .table=${{ head: ["column", "importance", "deviation"], rows: columns.map(({ column, mean, std }) => [column, mean, std]) }}
    .draw=${kept(importance, (width) =>
      barsPicture(
        shown.map(({ column, mean, std }) => ({ name: column, value: mean, std })),
        width,
        `${metric} ${direction === "max" ? "lost" : "gained"}`,
      ),
    )}
  ></ty-figure>`;
}

function dependenceFigure(one: PartialDependence): TemplateResult {
  const { column, kind, grid, curves, rows } = one;
  const shown = curves.slice(0, MOST_LINES);
  const text = (value: number | string) =>
    kind === "date" ? new Date(value).toISOString().slice(0, 10) : typeof value === "number" ? formatNumber(value) : value;
  const [curve] = shown.length === 1 ? shown : [];
  const share = curves.every(({ label }) => label !== null);
  const named = shown.filter(({ label }) => label !== null);
  const sentence = curve
    ? `${curve.label === null ? "The prediction" : `The probability of ${curve.label}`} goes from ${formatNumber(Math.min(...curve.average), 3)} (at ${text(grid[curve.average.indexOf(Math.min(...curve.average))] ?? "")}) to ${formatNumber(Math.max(...curve.average), 3)} (at ${text(grid[curve.average.indexOf(Math.max(...curve.average))] ?? "")}).`
    : `Probability of each class, over ${plural(rows, "row")}.`;
  return html`<div class="figure-with-legend">
    <ty-figure
      label=${column}
      sentence=${sentence}
      .table=${{ head: [column, ...curves.map(({ label }) => label ?? "prediction")], rows: grid.map((value, at) => [text(value), ...curves.map(({ average }) => average[at] ?? null)]) }}
      .draw=${kept(one, (width) =>
        bandPicture(
          {
            x: grid,
            kind,
            lines: shown.map(({ average, low, high }, at) => ({ y: average, low, high, color: seriesColor(at) })),
            ...(share ? { domain: [0, 1] as [number, number] } : {}),
          },
          width,
        ),
      )}
    ></ty-figure>
    ${named.length > 1 ? html`<ul class="class-legend">${named.map(({ label }, at) => html`<li><span class="swatch swatch-${at}" aria-hidden="true"></span>${label}</li>`)}</ul>` : ""}
  </div>`;
}
