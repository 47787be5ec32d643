import type { TemplateResult } from "lit";
import type { Cell, Page } from "../../src/protocol/rows.ts";
import type { CallOptions } from "../../src/protocol/rpc.ts";

/** Rows that a grid asks for: `count` from position `from`, of these columns; without `columns`: the first ones there are. */
export interface PageWanted {
  from: number;
  count: number;
  columns?: string[];
}

/** Where a grid's rows come from. Another function is another view of the data: give the same one for the same filters and order. */
export type PageSource = (wanted: PageWanted, options: CallOptions) => Promise<Page>;

/** How a cell or a column came to be, for its colour; `title` says more on hover. */
export interface Decoration {
  kind: "added" | "changed" | "removed";
  title?: string;
}

/** One cell: its place in the view (from 0), the row's number in the data (from 1), its column and value. */
export interface CellAt {
  row: number;
  number: number;
  column: string;
  value: Cell;
}

/** What one can do with the cell in focus; shown below the grid. Null hides it for this cell. */
export type CellAction = (cell: CellAt) => { label: string; run: () => void } | null;

/** More about a column, below its name. */
export type ColumnHeader = (name: string, storage: string) => TemplateResult | string;
