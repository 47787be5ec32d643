import { html, type TemplateResult } from "lit";
import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import { formatShare } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { bar } from "../shared/spark.ts";
import { columnDetail } from "./detail.ts";
import { pickSpark } from "./pick-spark.ts";
import { measureName, shortMeasure, shortValues } from "./sentences.ts";

export interface ColumnRow {
  column: ColumnProfile;
  profile: Profile;
  /** Position in the table, the header being 1. */
  index: number;
  open: boolean;
  tabbable: boolean;
  toggle: () => void;
}

/** One column as a row, and, when open, all that is known of it below. */
export function columnRow({ column, profile, index, open, tabbable, toggle }: ColumnRow): TemplateResult {
  const { name, type, storage, missing, distinct, count, toTarget } = column;
  const alerts = profile.alerts.filter(({ columns, severity }) => severity === "warning" && columns[0] === name);
  const values = shortValues(column);
  return html`<div role="row" aria-rowindex=${index} class="column-row ${open ? "open" : ""}">
      <div role="cell" class="cell-name">
        <button
          class="bare row-button clip"
          tabindex=${tabbable ? 0 : -1}
          data-column=${name}
          aria-expanded=${open}
          title=${name}
          @click=${toggle}
        >
          ${icon(open ? "chevron-down" : "chevron-right")}<span class="data clip">${name === "" ? "(no name)" : name}</span>
        </button>
        ${name === profile.target ? html`<span class="quiet tag">target</span>` : ""}
        ${alerts.length > 0 ? icon("warning", alerts.map(({ message }) => message).join("\n"), "tone-warning") : ""}
      </div>
      <div role="cell" class="cell-type quiet" title="stored as ${storage}">${type}</div>
      <div role="cell" class="cell-missing number ${missing === 0 ? "quiet" : ""}">${missing === 0 ? "0" : formatShare(missing, count + missing)}</div>
      <div role="cell" class="cell-distinct number">${distinct.toLocaleString("en-US")}</div>
      <div role="cell" class="cell-distribution">${pickSpark(column)}<span class="quiet clip" title=${values}>${values}</span></div>
      ${
        profile.target === null
          ? ""
          : html`<div role="cell" class="cell-target">
              ${toTarget ? html`<span class="number" title=${measureName(toTarget.measure)}>${shortMeasure(toTarget)}</span>${bar(Math.abs(toTarget.value))}` : ""}
            </div>`
      }
    </div>
    ${open ? columnDetail(column, profile) : ""}`;
}
