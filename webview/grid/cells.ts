import { html, nothing, type TemplateResult } from "lit";
import type { Cell } from "../../src/protocol/rows.ts";
import { isNumeric, lineText } from "./text.ts";
import type { Decoration } from "./types.ts";

const LONGEST = 400;

export interface CellOptions {
  value: Cell | undefined;
  storage: string;
  /** Position among the columns, from 0. */
  column: number;
  id: string;
  active: boolean;
  selected: boolean;
  decoration: Decoration | undefined;
}

/** One cell; one whose value is on its way is a quiet bar. */
export function gridCell({ value, storage, column, id, active, selected, decoration }: CellOptions): TemplateResult {
  const classes = [
    "grid-cell",
    isNumeric(storage) ? "number" : "",
    active ? "active" : "",
    selected ? "selected" : "",
    decoration?.kind ?? "",
  ];
  const text = value === undefined ? "" : lineText(value);
  const title = [decoration && (decoration.title ?? decoration.kind), text.length > 8 ? text.slice(0, LONGEST) : ""];
  return html`<div
    role="gridcell"
    id=${id}
    class=${classes.join(" ")}
    aria-colindex=${column + 2}
    aria-selected=${selected}
    data-column=${column}
    title=${title.filter(Boolean).join(": ") || nothing}
  >${shown(value, text)}</div>`;
}

function shown(value: Cell | undefined, text: string): TemplateResult | string {
  if (value === undefined) return html`<span class="grid-pending" aria-label="on its way"></span>`;
  if (value === null) return html`<span class="grid-missing">missing</span>`;
  if (text === "") return html`<span class="grid-missing">empty text</span>`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
