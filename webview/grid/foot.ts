import { html, type TemplateResult } from "lit";
import type { Progress } from "../../src/protocol/method.ts";
import { plural } from "../../src/shared/format.ts";
import { cellsIn } from "./copy.ts";
import type { Area } from "./selection.ts";
import { cellText } from "./text.ts";
import type { CellAction, CellAt } from "./types.ts";

export interface FootOptions {
  cell: CellAt | null;
  /** Cells that are selected, when more than one. */
  selected: string;
  note: string;
  open: boolean;
  actions: readonly CellAction[];
  progress: Progress | null;
  cancel: () => void;
  toggle: () => void;
}

/** Below the grid: the cell in focus in full, what can be done with it, and work that takes longer. */
export function gridFoot({ cell, selected, note, open, actions, progress, cancel, toggle }: FootOptions): TemplateResult {
  const text = cell ? cellText(cell.value) : "";
  const long = text.length > 60 || text.includes("\n");
  const known = cell ? actions.map((action) => action(cell)).filter((action) => action !== null) : [];
  return html`<div class="grid-foot ${open && long ? "open" : ""}">
    <div class="grid-value">
      ${
        cell
          ? html`<span class="quiet">row ${cell.number.toLocaleString("en-US")}, <span class="data">${cell.column}</span></span>
              <span class="grid-full ${open && long ? "" : "clip"}" tabindex=${open && long ? 0 : -1}>${cell.value === null ? html`<span class="grid-missing">missing</span>` : text}</span>`
          : html`<span class="quiet">${note ? "" : "Select a cell to see it whole."}</span>`
      }
      ${long ? html`<button class="link" aria-expanded=${open} @click=${toggle}>${open ? "Less" : "Whole text"}</button>` : ""}
    </div>
    <div class="grid-actions">
      ${known.map(({ label, run }) => html`<button class="link" @click=${run}>${label}</button>`)}
      <span class="quiet" role="status">${note || selected}</span>
      ${progress ? html`<span class="grid-busy quiet">${progress.message}${progress.fraction === undefined ? "" : ` ${Math.round(progress.fraction * 100)} %`} <button class="link" @click=${cancel}>Cancel</button></span>` : ""}
    </div>
  </div>`;
}

/** `12 cells selected`, when it is more than the one in focus. */
export const selectedText = (area: Area | null): string => (area && cellsIn(area) > 1 ? `${plural(cellsIn(area), "cell")} selected` : "");
