import type { Place } from "./selection.ts";

export interface DragTargets {
  /** Cell below the pointer. */
  select(place: Place, extend: boolean): void;
  sort(column: number, more: boolean): void;
  /** So many pixels wider than at the start. */
  resize(column: number, by: number, done: boolean): void;
  fit(column: number): void;
}

/** What the pointer does on a grid: selects cells, sorts by a header, pulls a column's edge. */
export class Drag {
  #targets: DragTargets;
  #resizing: { column: number; from: number } | null = null;
  #selecting = false;

  constructor(targets: DragTargets) {
    this.#targets = targets;
  }

  get resizing(): boolean {
    return this.#resizing !== null;
  }

  down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const handle = (event.target as Element).closest<HTMLElement>("[data-resize]");
    if (handle) {
      this.#resizing = { column: Number(handle.dataset.resize), from: event.clientX };
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      event.preventDefault();
      return;
    }
    const place = placeAt(event.target);
    if (!place || place.row < 0) return;
    this.#selecting = true;
    this.#targets.select(place, event.shiftKey);
  }

  move(event: PointerEvent): void {
    if (this.#resizing) this.#targets.resize(this.#resizing.column, event.clientX - this.#resizing.from, false);
    else if (this.#selecting) {
      const place = placeAt(document.elementFromPoint(event.clientX, event.clientY));
      if (place && place.row >= 0) this.#targets.select(place, true);
    }
  }

  up(event: PointerEvent): void {
    if (this.#resizing) this.#targets.resize(this.#resizing.column, event.clientX - this.#resizing.from, true);
    this.#resizing = null;
    this.#selecting = false;
  }

  click(event: MouseEvent): void {
    const target = event.target as Element;
    const place = placeAt(target);
    if (place?.row === -1 && !event.defaultPrevented && !target.closest("[data-resize], button, a"))
      this.#targets.sort(place.column, event.shiftKey);
  }

  doubleClick(event: MouseEvent): void {
    const handle = (event.target as Element).closest<HTMLElement>("[data-resize]");
    if (handle) this.#targets.fit(Number(handle.dataset.resize));
  }
}

function placeAt(target: EventTarget | null): Place | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[role=gridcell], [role=columnheader]") : null;
  if (!cell?.dataset.column) return null;
  const row = cell.closest<HTMLElement>("[data-row]")?.dataset.row;
  return row === undefined ? null : { row: Number(row), column: Number(cell.dataset.column) };
}
