import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../shared/icon.ts";
import type { ColumnSort } from "./order.ts";
import type { ProfileView } from "./view.ts";

const HEADS: { label: string; sort: ColumnSort | null; className: string }[] = [
  { label: "name", sort: "name", className: "cell-name" },
  { label: "type", sort: "type", className: "cell-type" },
  { label: "missing", sort: "missing", className: "cell-missing number" },
  { label: "distinct", sort: "distinct", className: "cell-distinct number" },
  { label: "distribution", sort: null, className: "cell-distribution" },
  { label: "to target", sort: "target", className: "cell-target" },
];

/** The header row; a click sorts, a second turns the order round, a third goes back to the file's. */
export function columnHeads(view: ProfileView, target: boolean, change: ((view: Partial<ProfileView>) => void) | null): TemplateResult {
  return html`<div role="rowgroup" class="heads">
    <div role="row" aria-rowindex="1" class="column-row">
      ${HEADS.filter(({ sort }) => target || sort !== "target").map(({ label, sort, className }) => {
        const sorted = sort !== null && view.sort === sort;
        const direction = view.descending ? "descending" : "ascending";
        const next = !sorted
          ? { sort, descending: false }
          : view.descending
            ? { sort: "file" as const, descending: false }
            : { descending: true };
        return html`<div role="columnheader" class=${className} aria-sort=${sorted ? direction : nothing}>
          ${
            sort === null || !change
              ? label
              : html`<button class="bare" @click=${() => change(next as Partial<ProfileView>)}>${label}${sorted ? icon(view.descending ? "arrow-down" : "arrow-up") : ""}</button>`
          }
        </div>`;
      })}
    </div>
  </div>`;
}
