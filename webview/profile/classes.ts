import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import { formatShare } from "../../src/shared/format.ts";
import { bar } from "../shared/spark.ts";
import { valueFilter } from "./filters.ts";
import { rowsButton } from "./show-rows.ts";

const MOST = 6;

/** How often each class of the target occurs; nothing without a target of classes. */
export function classBalance({ classes, target, rows }: Profile): TemplateResult | string {
  if (!classes || classes.length === 0 || !target) return "";
  const total = classes.reduce((sum, { count }) => sum + count, 0);
  const most = classes[0]?.count ?? 1;
  const rest = classes.slice(MOST);
  return html`<section class="classes" aria-label="Class balance">
    <h2>${classes.length.toLocaleString("en-US")} classes of <span class="data">${target}</span></h2>
    <table class="bars">
      <tbody>
        ${classes.slice(0, MOST).map(
          ({ value, count }) => html`<tr>
            <th scope="row" class="clip" title=${value}>${rowsButton(value, `Show rows where ${target} is ${value}`, valueFilter(target, value))}</th>
            <td class="number">${count.toLocaleString("en-US")}</td>
            <td class="number">${formatShare(count, total)}</td>
            <td class="bar-cell">${bar(count / most)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${rest.length > 0 ? html`<p class="quiet">and ${rest.length.toLocaleString("en-US")} rarer classes</p>` : ""}
    ${total < rows ? html`<p class="quiet">${(rows - total).toLocaleString("en-US")} rows have no target.</p>` : ""}
  </section>`;
}
