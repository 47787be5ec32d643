import { html, type TemplateResult } from "lit";
import type { Association, Matrix, Profile } from "../../src/protocol/profile.ts";
import "../shared/figure.ts";
import { kept } from "../shared/kept.ts";
import { strengthPicture } from "../shared/plot.ts";
import { bar } from "../shared/spark.ts";
import { columnLink } from "./column-link.ts";
import { leaksSection } from "./leaks.ts";
import { measureName, shortMeasure } from "./sentences.ts";
import type { ProfileView } from "./view.ts";

const MOST = 100;
type Correlation = ProfileView["correlation"];

/**
 * How columns go together: each with the target and what may give it away, the pairs that stand out, and all
 * with each other. Without `choose`, both correlations are shown.
 */
export function relationsPage(
  profile: Profile,
  correlation: Correlation,
  choose: ((correlation: Correlation) => void) | null,
): TemplateResult {
  const { target, columns, correlations, cramersV } = profile;
  const toTarget = columns
    .flatMap(({ name, toTarget: relation }) => (relation ? [{ name, ...relation }] : []))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, MOST);
  return html`<div class="relations">
    ${
      target
        ? html`<section>
            <h2>With the target <span class="data">${target}</span></h2>
            ${strengths(
              toTarget.map(({ name, ...relation }) => ({ names: [name], relation })),
              `No column relates to ${target} measurably.`,
            )}
          </section>`
        : choose
          ? html`<p class="quiet">Choose a target above to see how each column relates to it.</p>`
          : ""
    }
    ${leaksSection(profile)}
    <section>
      <h2>Pairs that stand out</h2>
      ${strengths(
        correlations.slice(0, MOST).map(({ a, b, ...relation }) => ({ names: [a, b], relation })),
        "No two columns go together strongly.",
      )}
    </section>
    ${numbers(profile, correlation, choose)} ${choose === null && profile.spearman ? numbers(profile, "spearman", null) : ""}
    ${cramersV && cramersV.columns.length > 1 ? strengthFigure("Association of the categories (Cramer's V)", "0: independent; 1: one tells the other. The stronger the fuller.", cramersV.columns, cramersV.columns, cramersV.values, cramersV) : ""}
    ${ratios(profile)}
  </div>`;
}

function strengths(rows: { names: string[]; relation: Association }[], none: string): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet">${none}</p>`;
  return html`<table class="bars">
    <tbody>
      ${rows.map(
        ({ names, relation }) => html`<tr>
          <th scope="row" class="clip" title=${names.join(" · ")}>${names.map((name, at) => html`${at > 0 ? " · " : ""}${columnLink(name)}`)}</th>
          <td class="number" title=${measureName(relation.measure)}>${shortMeasure(relation)}</td>
          <td class="bar-cell">${bar(Math.abs(relation.value))}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Pearson's correlation, or Spearman's of the same columns. */
function numbers(
  { pearson, spearman, columns }: Profile,
  chosen: Correlation,
  choose: ((correlation: Correlation) => void) | null,
): TemplateResult | string {
  if (pearson.columns.length < 2) return "";
  const ranks = chosen === "spearman" && spearman !== null;
  const matrix: Matrix = ranks ? spearman : pearson;
  const all = columns.filter(({ type }) => type === "number" || type === "integer").length;
  const left = all > matrix.columns.length ? ` The first ${matrix.columns.length} of ${all.toLocaleString("en-US")} number columns.` : "";
  const option = (value: Correlation, label: string) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`;
  const meaning = ranks ? "how far they rise and fall together, on a straight line or not" : "how close to a straight line they are";
  return html`<div class="with-choice">
    ${
      choose && spearman
        ? html`<label class="field controls">Correlation
            <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as Correlation)}>
              ${option("pearson", "Pearson (linear)")} ${option("spearman", "Spearman (ranks)")}
            </select>
          </label>`
        : ""
    }
    ${strengthFigure(
      `Correlation of the numbers (${ranks ? "Spearman" : "Pearson"})`,
      `Blue: the two rise together; orange: one falls as the other rises; the fuller the stronger: ${meaning}.${left}`,
      matrix.columns,
      matrix.columns,
      matrix.values,
      matrix,
    )}
  </div>`;
}

function ratios({ correlationRatio }: Profile): TemplateResult | string {
  if (!correlationRatio || correlationRatio.categories.length === 0 || correlationRatio.numbers.length === 0) return "";
  const { categories, numbers: across, values } = correlationRatio;
  const sentence = "How much of a number's spread the category explains, as eta: 0: none, 1: all. The stronger the fuller.";
  return strengthFigure("Numbers by category (correlation ratio)", sentence, categories, across, values, correlationRatio);
}

function strengthFigure(
  label: string,
  sentence: string,
  rows: readonly string[],
  columns: readonly string[],
  values: readonly (readonly (number | null)[])[],
  key: object,
): TemplateResult {
  return html`<section>
    <ty-figure
      label=${label}
      sentence=${sentence}
      .table=${{ head: ["column", ...columns], rows: rows.map((name, i) => [name, ...(values[i] ?? [])]) }}
      .draw=${kept(key, (width) => strengthPicture(rows, columns, values, width))}
    ></ty-figure>
  </section>`;
}
