import { html, type TemplateResult } from "lit";
import type { Association, ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import { bar } from "../shared/spark.ts";
import { columnLink } from "./column-link.ts";
import { measureName, shortMeasure } from "./sentences.ts";

const MOST = 8;

/** What a column goes with: the target first, then the pairs that stand out. */
export function related({ name, toTarget }: ColumnProfile, { target, correlations }: Profile): TemplateResult | string {
  const pairs = correlations
    .filter(({ a, b }) => a === name || b === name)
    .map(({ a, b, ...relation }) => ({ other: a === name ? b : a, relation }))
    .filter(({ other }) => other !== target)
    .slice(0, MOST);
  const rows: { other: string; relation: Association }[] = [
    ...(target !== null && toTarget ? [{ other: target, relation: toTarget }] : []),
    ...pairs,
  ];
  if (rows.length === 0) return "";
  return html`<section class="related">
    <h3>Goes with</h3>
    <table class="bars">
      <tbody>
        ${rows.map(
          ({ other, relation }) => html`<tr>
            <th scope="row" class="clip" title=${other}>${columnLink(other)}${other === target ? html` <span class="quiet tag">target</span>` : ""}</th>
            <td class="number" title=${measureName(relation.measure)}>${shortMeasure(relation)}</td>
            <td class="bar-cell">${bar(Math.abs(relation.value))}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
