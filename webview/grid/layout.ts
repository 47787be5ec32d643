import type { Cell } from "../../src/protocol/rows.ts";
import { type ColumnWindow, columnWindow, fittingWidth, NARROWEST, offsetsOf, shareOf } from "./widths.ts";

/** Widths of the columns: what the user chose, else what fits what was seen first. */
export class Layout {
  #names: readonly string[] = [];
  #chosen: Readonly<Record<string, number>> = {};
  #fitting = new Map<string, number>();
  #offsets: number[] = [0];
  #view = 0;

  /** `seen`: values of a column that are known, to fit its width to once. `view`: pixels that show columns. */
  update(names: readonly string[], chosen: Readonly<Record<string, number>>, seen: (column: number) => Cell[], view: number): void {
    if (names === this.#names && chosen === this.#chosen && view === this.#view) return;
    this.#names = names;
    this.#chosen = chosen;
    this.#view = view;
    for (const [at, name] of names.entries()) if (!this.#fitting.has(name)) this.#fitting.set(name, fittingWidth(name, seen(at)));
    this.#measure();
  }

  /** Shows a width that is being tried; `update` with a choice keeps it. */
  try(name: string, width: number): void {
    this.#chosen = { ...this.#chosen, [name]: Math.max(NARROWEST, Math.round(width)) };
    this.#measure();
  }

  fit(name: string, values: readonly Cell[]): void {
    this.try(name, fittingWidth(name, values, this.#most()));
  }

  get chosen(): Readonly<Record<string, number>> {
    return this.#chosen;
  }

  get width(): number {
    return this.#offsets.at(-1) ?? 0;
  }

  left(column: number): number {
    return this.#offsets[column] ?? 0;
  }

  widthOf(column: number): number {
    return this.left(column + 1) - this.left(column);
  }

  window(left: number, width: number): ColumnWindow {
    return columnWindow(this.#offsets, left, width);
  }

  /** Before the view is measured there is no limit. */
  #most(): number {
    return this.#view > 0 ? this.#view : Number.POSITIVE_INFINITY;
  }

  #measure(): void {
    const most = shareOf(this.#most());
    this.#offsets = offsetsOf(this.#names.map((name) => this.#chosen[name] ?? Math.min(most, this.#fitting.get(name) ?? 120)));
  }
}
