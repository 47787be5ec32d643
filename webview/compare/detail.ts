import { html, type TemplateResult } from "lit";
import type { ComparedColumn, ComparedSide } from "../../src/protocol/compare.ts";
import { formatNumber, formatShare } from "../../src/shared/format.ts";
import "../shared/figure.ts";
import { kept } from "../shared/kept.ts";
import { pairPicture } from "../shared/plot.ts";
import { dataTable } from "../shared/table.ts";
import type { Pair } from "./bars.ts";
import { longDistance } from "./sentences.ts";

/** One column of both sides: distributions on the same bins, figures beside each other, distances with their thresholds. */
export function comparedDetail(
  column: ComparedColumn,
  pairs: readonly Pair[],
  names: [string, string],
  format: (value: number | null) => string,
): TemplateResult {
  const { name, before, after, distances, as } = column;
  const [left, right] = names;
  return html`<div class="detail compare-detail">
    <div class="detail-parts">
      ${
        pairs.length > 0
          ? html`<ty-figure
              class="wide"
              label="Distribution of ${name}"
              sentence="Share of the values: grey: ${left}; violet: ${right}.${as === "category" && pairs.length === 20 ? " The 20 most frequent values." : ""}"
              .table=${{ head: ["values", left, right], rows: pairs.map((pair) => [pair.label, formatShare(pair.before, 1), formatShare(pair.after, 1)]) }}
              .draw=${kept(column, (width) => pairPicture(pairs, width))}
            ></ty-figure>`
          : ""
      }
      <section>
        <h3>Figures</h3>
        ${dataTable(`Figures of ${name} on both sides`, { head: ["", left, right], rows: figures(before, after, format) })}
      </section>
      ${distances.length > 0 ? html`<section class="distances"><h3>Distances</h3><ul class="plain-list">${distances.map((distance) => html`<li>${longDistance(distance)}</li>`)}</ul></section>` : ""}
    </div>
  </div>`;
}

function figures(
  before: ComparedSide | null,
  after: ComparedSide | null,
  format: (value: number | null) => string,
): (string | TemplateResult)[][] {
  const sides = [before, after];
  const line = (label: string, text: (side: ComparedSide) => string) => [
    label,
    ...sides.map((side) => html`<span class="figure-cell">${side ? text(side) : ""}</span>`),
  ];
  const some = (pick: (side: ComparedSide) => number | null) => sides.some((side) => side && pick(side) !== null);
  const value = (label: string, pick: (side: ComparedSide) => number | null) =>
    some(pick) ? [line(label, (side) => format(pick(side)))] : [];
  return [
    line("type", ({ storage }) => storage),
    line("values", ({ count }) => count.toLocaleString("en-US")),
    line("missing", ({ missing, count }) => `${missing.toLocaleString("en-US")} (${formatShare(missing, missing + count)})`),
    line("distinct", ({ distinct }) => distinct?.toLocaleString("en-US") ?? ""),
    ...value("min", ({ min }) => min),
    ...value("median", ({ quantiles }) => quantiles?.["0.5"] ?? null),
    ...value("mean", ({ mean }) => mean),
    ...value("max", ({ max }) => max),
    ...(some(({ std }) => std) ? [line("std", ({ std }) => formatNumber(std))] : []),
  ];
}
