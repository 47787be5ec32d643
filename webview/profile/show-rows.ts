import { html, type TemplateResult } from "lit";
import type { RowFilter } from "../../src/protocol/rows.ts";

/** Asks the panel for the rows that pass all of `filters`. */
export const showRows = (event: Event, ...filters: RowFilter[]): boolean =>
  (event.currentTarget as Element).dispatchEvent(new CustomEvent("show-rows", { detail: filters, bubbles: true }));

/** `content` as a button to the rows it is about; where there is no data to page through (`to-rows` is hidden there), it is text. */
export const rowsButton = (content: TemplateResult | string, label: string, ...filters: RowFilter[]): TemplateResult =>
  html`<button class="bare to-rows" title=${label} aria-label=${label} @click=${(event: Event) => showRows(event, ...filters)}>${content}</button>`;
