import { html, nothing, type TemplateResult } from "lit";
import type { RowOrder } from "../../src/protocol/rows.ts";
import { icon } from "../shared/icon.ts";
import { isNumeric } from "./text.ts";
import type { ColumnHeader, Decoration } from "./types.ts";

export interface HeadOptions {
  name: string;
  storage: string;
  column: number;
  id: string;
  active: boolean;
  order: readonly RowOrder[];
  decoration: Decoration | undefined;
  extra: ColumnHeader | null;
}

/** The name of a column, how the rows are ordered by it, what the panel adds, and a handle for its width. */
export function gridHead({ name, storage, column, id, active, order, decoration, extra }: HeadOptions): TemplateResult {
  const at = order.findIndex((entry) => entry.column === name);
  const sorted = at < 0 ? null : order[at]?.descending ? "descending" : "ascending";
  const classes = ["grid-name", isNumeric(storage) ? "number" : "", active ? "active" : "", decoration?.kind ?? ""];
  const title = [name, storage.toLowerCase(), decoration && (decoration.title ?? decoration.kind)].filter(Boolean).join(", ");
  return html`<div
    role="columnheader"
    id=${id}
    class=${classes.join(" ")}
    aria-colindex=${column + 2}
    aria-sort=${sorted && at === 0 ? sorted : nothing}
    data-column=${column}
    title=${title}
  >
    <div class="grid-sort">
      <span class="clip">${name === "" ? "(no name)" : name}</span>
      ${sorted ? html`${icon(sorted === "descending" ? "arrow-down" : "arrow-up", sorted)}${order.length > 1 ? html`<span class="quiet">${at + 1}</span>` : ""}` : ""}
    </div>
    ${extra ? html`<div class="grid-extra">${extra(name, storage)}</div>` : ""}
    <div class="grid-handle" data-resize=${column} aria-hidden="true"></div>
  </div>`;
}
