import { html, type TemplateResult } from "lit";
import type { RowOrder } from "../../src/protocol/rows.ts";
import { gridCell } from "./cells.ts";
import { gridHead } from "./head.ts";
import type { Window } from "./model.ts";
import { type Area, holds, type Place } from "./selection.ts";
import type { CellAt, ColumnHeader, Decoration } from "./types.ts";

export interface BodyOptions extends Window {
  active: Place | null;
  area: Area | null;
  order: readonly RowOrder[];
  header: ColumnHeader | null;
  decorate: ((cell: CellAt) => Decoration | undefined) | null;
  decorateColumn: ((name: string) => Decoration | undefined) | null;
}

/** Id of a cell in focus, for the grid's `aria-activedescendant`. */
export const idOf = ({ row, column }: Place): string => `cell-${row}-${column}`;

export const range = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);

/** The names of the columns in view. */
export function headRow({ view, columns, active, order, header, decorateColumn }: BodyOptions): TemplateResult {
  return html`<div role="row" class="grid-head" aria-rowindex="1" data-row="-1">
    <div role="columnheader" class="grid-corner" aria-colindex="1"><span class="visually-hidden">row number</span></div>
    <div class="grid-cells" role="presentation">
      ${range(columns.first, columns.last).map((column) => {
        const name = view.names[column] ?? "";
        return gridHead({
          name,
          storage: view.storage.get(name) ?? "",
          column,
          id: idOf({ row: -1, column }),
          active: active?.row === -1 && active.column === column,
          order,
          decoration: decorateColumn?.(name),
          extra: header,
        });
      })}
    </div>
  </div>`;
}

/** One row of those in view. */
export function bodyRow({ view, columns, active, area, decorate }: BodyOptions, row: number): TemplateResult {
  const number = view.number(row, columns.first);
  return html`<div role="row" class="grid-row" aria-rowindex=${row + 2} data-row=${row}>
    <div role="rowheader" class="grid-number" aria-colindex="1">${number?.toLocaleString("en-US") ?? ""}</div>
    <div class="grid-cells" role="presentation">
      ${range(columns.first, columns.last).map((column) => {
        const name = view.names[column] ?? "";
        const value = view.value(row, column);
        return gridCell({
          value,
          storage: view.storage.get(name) ?? "",
          column,
          id: idOf({ row, column }),
          active: active?.row === row && active.column === column,
          selected: area !== null && holds(area, row, column),
          decoration: value === undefined || number === undefined ? undefined : decorate?.({ row, number, column: name, value }),
        });
      })}
    </div>
  </div>`;
}
