import { html, type TemplateResult } from "lit";
import type { Loadings } from "../../src/protocol/explanation.ts";
import { formatNumber, formatShare } from "../../src/shared/format.ts";
import { styled } from "../shared/styled.ts";

/** What the components are made of: the larger a feature's weight, the fuller its cell. It is its own table. */
export function loadingSection({ features, components }: Loadings): TemplateResult {
  const name = (text: string) => text.replace("component_", "");
  const heaviest = components.map(
    ({ weights }) => features[weights.map(Math.abs).reduce((best, one, k, all) => (one > (all[best] ?? 0) ? k : best), 0)],
  );
  return html`<section aria-label="What the components are made of">
    <h2>What the components are made of</h2>
    <p class="quiet">
      Weights of the features in each component (unit vectors), and the share of the variance that it
      explains.${heaviest[0] === undefined ? "" : ` The first goes most by ${heaviest[0]}${heaviest[1] === undefined ? "" : `, the second by ${heaviest[1]}`}.`}
    </p>
    <div class="table-frame" tabindex="0" role="region" aria-label="Weights of the features">
      <table class="confusion loadings">
        <caption class="visually-hidden">Rows: features. Columns: components.</caption>
        <thead>
          <tr>
            <th scope="col">feature</th>
            ${components.map((one) => html`<th scope="col" title="${one.name}: ${formatShare(one.ratio, 1)} of the variance">${name(one.name)} (${formatShare(one.ratio, 1)})</th>`)}
          </tr>
        </thead>
        <tbody>
          ${features.map(
            (feature, k) => html`<tr>
              <th scope="row" class="clip" title=${feature}>${feature}</th>
              ${components.map(({ weights }) => {
                const weight = weights[k] ?? 0;
                return html`<td class="number ${weight < 0 ? "wrong" : "right"}" ${styled({ "--share": String(Math.abs(weight)) })}>${formatNumber(weight, 2)}</td>`;
              })}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
