import { html, type TemplateResult } from "lit";
import type { RowFilter } from "../../src/protocol/rows.ts";

/** Opens the rows of the run's data that pass all of these filters. */
export type ShowRows = (filters: RowFilter[]) => void;

/** `content` as a button to the rows it is about; as text where there is nothing to page through. */
export const rowsLink = (content: string, filters: RowFilter[], show?: ShowRows): TemplateResult | string =>
  show && filters.length > 0
    ? html`<button class="link" title="Show these rows in the data" @click=${() => show(filters)}>${content}</button>`
    : content;

/** Rows by their numbers in the data. */
export const rowsFilter = (numbers: number[]): RowFilter => ({ column: "row", test: "rows", numbers });
