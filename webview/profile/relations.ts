import { html, type TemplateResult } from "lit";
import type { Association, Profile } from "../../src/protocol/profile.ts";
import "../shared/figure.ts";
import { kept } from "../shared/kept.ts";
import { correlationPicture } from "../shared/plot.ts";
import { bar } from "../shared/spark.ts";
import { measureName, shortMeasure } from "./sentences.ts";

const MOST = 100;

/** How columns go together: each with the target, the pairs that stand out, and all numbers with each other. */
export function relationsPage(profile: Profile): TemplateResult {
  const { target, columns, correlations, pearson } = profile;
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
              toTarget.map(({ name, ...relation }) => ({ label: name, relation })),
              `No column relates to ${target} measurably.`,
            )}
          </section>`
        : ""
    }
    <section>
      <h2>Pairs that stand out</h2>
      ${strengths(
        correlations.slice(0, MOST).map(({ a, b, ...relation }) => ({ label: `${a} · ${b}`, relation })),
        "No two columns go together strongly.",
      )}
    </section>
    ${pearson.columns.length > 1 ? matrix(profile) : ""}
  </div>`;
}

function strengths(rows: { label: string; relation: Association }[], none: string): TemplateResult {
  if (rows.length === 0) return html`<p class="quiet">${none}</p>`;
  return html`<table class="bars">
    <tbody>
      ${rows.map(
        ({ label, relation }) => html`<tr>
          <th scope="row" class="clip" title=${label}>${label}</th>
          <td class="number" title=${measureName(relation.measure)}>${shortMeasure(relation)}</td>
          <td class="bar-cell">${bar(Math.abs(relation.value))}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function matrix({ pearson, columns }: Profile): TemplateResult {
  const numbers = columns.filter(({ type }) => type === "number" || type === "integer").length;
  const left =
    numbers > pearson.columns.length ? ` The first ${pearson.columns.length} of ${numbers.toLocaleString("en-US")} number columns.` : "";
  return html`<section>
    <ty-figure
      label="Correlation of the numbers (Pearson)"
      sentence="Blue: the two rise together; orange: one falls as the other rises; the fuller the stronger.${left}"
      .table=${{ head: ["column", ...pearson.columns], rows: pearson.columns.map((name, i) => [name, ...(pearson.values[i] ?? [])]) }}
      .draw=${kept(pearson, (width) => correlationPicture(pearson.columns, pearson.values, width))}
    ></ty-figure>
  </section>`;
}
