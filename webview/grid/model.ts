import type { Cell } from "../../src/protocol/rows.ts";
import { Layout } from "./layout.ts";
import { Pages } from "./pages.ts";
import { ScaledScroll } from "./scroll.ts";
import { areaOf, moved, type Place, type Selection } from "./selection.ts";
import type { CellAt, PageSource } from "./types.ts";
import type { ColumnWindow } from "./widths.ts";

export const ROW = 25;
const HEAD = 29;
const DIGIT = 7.4;

/** What a grid shows now: rows `first` to `last` (exclusive), of these columns. */
export interface Window {
  view: Pages;
  first: number;
  last: number;
  columns: ColumnWindow;
  head: number;
  gutter: number;
}

/** The state of a grid, without a page around it: data, scrolling, widths, selection. */
export class GridModel {
  readonly scroll = new ScaledScroll();
  readonly layout = new Layout();
  selection: Selection | null = null;
  /** Pixels that the columns are scrolled to the right. */
  left = 0;
  size = { width: 0, height: 0 };
  headerHeight = 0;
  #changed: () => void;
  #source: PageSource | null = null;
  #data: Pages | null = null;
  /** The view before, shown until the new one has something. */
  #old: Pages | null = null;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get data(): Pages | null {
    return this.#data;
  }

  get source(): PageSource | null {
    return this.#source;
  }

  /** What is shown is not what was asked for last. */
  get stale(): boolean {
    return this.#old !== null && this.#data?.ready !== true;
  }

  show(source: PageSource): void {
    if (source === this.#source) return;
    this.#source = source;
    if (this.#data?.ready) this.#old = this.#data;
    this.#data?.dispose();
    const fresh: Pages = new Pages(source, () => {
      if (fresh.ready) this.#old = null;
      this.#changed();
    });
    this.#data = fresh;
    this.scroll.to(0);
    if (this.selection) this.select({ row: 0, column: this.selection.active.column }, false);
  }

  dispose(): void {
    this.#data?.dispose();
  }

  get view(): Pages {
    return this.stale && this.#old ? this.#old : (this.#data ?? EMPTY);
  }

  /** What can be seen; asks for what of it is not known. */
  window(widths: Readonly<Record<string, number>>): Window {
    const { view } = this;
    const gutter = Math.round(Math.max(4, view.total.toLocaleString("en-US").length) * DIGIT + 17);
    const width = Math.max(0, this.size.width - gutter);
    this.layout.update(view.names, widths, (column) => this.seen(column), width);
    const head = HEAD + this.headerHeight;
    const room = Math.max(0, this.size.height - head);
    this.scroll.resize(view.matching * ROW, room);
    const first = Math.floor(this.scroll.offset / ROW);
    const last = Math.min(view.matching, Math.ceil((this.scroll.offset + room) / ROW));
    const columns = this.layout.window(this.left, width);
    if (this.size.height > 0 || !this.#data?.ready) this.#data?.show({ first, last }, columns);
    return { view, first, last, columns, head, gutter };
  }

  /** Known values of a column, for its width. */
  seen(column: number): Cell[] {
    const values: Cell[] = [];
    for (let row = 0; row < Math.min(200, this.view.matching); row += 1) {
      const value = this.view.value(row, column);
      if (value !== undefined) values.push(value);
    }
    if (/INT/.test(this.view.storage.get(this.view.names[column] ?? "") ?? "")) values.push(...values.map(() => this.view.total));
    return values;
  }

  /** Puts the focus on a cell; `extend` keeps the other end of the selection. */
  select(place: Place, extend: boolean): void {
    const active = { row: Math.max(-1, Math.min(this.view.matching - 1, place.row)), column: place.column };
    this.selection = { active, anchor: extend && this.selection ? this.selection.anchor : active };
  }

  /** Does what a key means, if it moves something. */
  key(key: string, control: boolean, extend: boolean): boolean {
    const active = this.selection?.active ?? { row: 0, column: 0 };
    const page = Math.max(1, Math.floor((this.size.height - HEAD - this.headerHeight) / ROW) - 1);
    const to = moved(active, key, control, { rows: this.view.matching, columns: this.view.names.length, page });
    if (!to) return false;
    this.select(to, extend);
    return true;
  }

  selectAll(): void {
    const { matching, names } = this.view;
    if (matching === 0) return;
    this.selection = { anchor: { row: 0, column: 0 }, active: { row: matching - 1, column: names.length - 1 } };
  }

  /** Scrolls as little as needed for the focus to be seen. */
  reveal(gutter: number): void {
    if (!this.selection) return;
    const { row, column } = this.selection.active;
    const room = this.size.height - HEAD - this.headerHeight;
    if (row >= 0 && row * ROW < this.scroll.offset) this.scroll.to(row * ROW);
    else if ((row + 1) * ROW > this.scroll.offset + room) this.scroll.to((row + 1) * ROW - room);
    const width = this.size.width - gutter;
    const [from, to] = [this.layout.left(column), this.layout.left(column + 1)];
    if (from < this.left || to - from > width) this.left = from;
    else if (to > this.left + width) this.left = to - width;
  }

  /** The cell in focus, once it is known. */
  get cell(): CellAt | null {
    const active = this.selection?.active;
    if (!active || active.row < 0) return null;
    const value = this.view.value(active.row, active.column);
    const number = this.view.number(active.row, active.column);
    const column = this.view.names[active.column];
    return value === undefined || number === undefined || column === undefined ? null : { row: active.row, number, column, value };
  }

  get area() {
    return this.selection && areaOf(this.selection);
  }
}

const EMPTY = new Pages(
  () => Promise.reject(new Error("No rows")),
  () => undefined,
);
