import { html, type TemplateResult } from "lit";
import type { RunSummary } from "../../src/protocol/run.ts";
import { icon } from "../shared/icon.ts";
import { STATUS } from "../shared/status.ts";
import { cellContent } from "./cells.ts";
import type { Column } from "./columns.ts";

export interface RunRow {
  run: RunSummary;
  columns: readonly Column[];
  best: ReadonlyMap<string, number>;
  /** Position in the table, the header being 1. */
  index: number;
  selected: boolean;
  tabbable: boolean;
  now: number;
  open: () => void;
  select: () => void;
  reveal: () => void;
}

/** One run. Its name opens it, its code opens the code. */
export function runRow({ run, columns, best, index, selected, tabbable, now, open, select, reveal }: RunRow): TemplateResult {
  const tab = tabbable ? 0 : -1;
  const { word, icon: sign, tone } = STATUS[run.status];
  const status = run.error ? `${word}: ${run.error.message}` : word;
  return html`<div role="row" aria-rowindex=${index} class="run-row ${selected ? "selected" : ""}" data-run=${run.id}>
    <div role="cell" class="check"><input type="checkbox" tabindex=${tab} aria-label="Select ${run.name}" .checked=${selected} @change=${select} /></div>
    ${columns.map((column) => {
      if (column.id === "name") {
        return html`<div role="cell" class="name">
          ${icon(sign, status, tone)}
          <button class="bare clip open-run" tabindex=${tab} title="${run.name} (${run.id.slice(-6)})" @click=${open}>${run.name}</button>
        </div>`;
      }
      const content = cellContent(column, run, best.get(column.id), now);
      if (column.id === "code")
        return html`<div role="cell"><button class="bare clip code" tabindex=${tab} title="Open the code of ${run.name}" @click=${reveal}>${content}</button></div>`;
      return html`<div role="cell" class="${column.numeric ? "number" : ""} ${column.kind}">${content}</div>`;
    })}
  </div>`;
}
