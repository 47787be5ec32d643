import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { RowOrder } from "../../src/protocol/rows.ts";
import { define, PanelElement } from "../shared/element.ts";
import { errorState } from "../shared/error.ts";
import { styled } from "../shared/styled.ts";
import { type BodyOptions, bodyRow, headRow, idOf, range } from "./body.ts";
import { copied } from "./copy.ts";
import { Drag } from "./drag.ts";
import { gridFoot, selectedText } from "./foot.ts";
import { GridModel, ROW } from "./model.ts";
import { nextOrder } from "./order.ts";
import type { Pages } from "./pages.ts";
import type { Place } from "./selection.ts";
import type { CellAction, CellAt, ColumnHeader, Decoration, PageSource } from "./types.ts";

const WIDER = 16;

/**
 * A table of any length of which only what can be seen is in the page and is fetched.
 *
 * In: `pages` (where rows come from; another function is another view), `order` and `widths` (kept by the owner), `label`,
 * `header` with `headerHeight` (more about a column, below its name), `decorate` and `decorateColumn` (added, changed, removed),
 * `actions` (for the cell in focus), `sortable`.
 * Out: `grid-order` (RowOrder[]), `grid-widths` (pixels by column), `grid-shown` (`{ matching, total, names }` once known).
 */
export class GridElement extends PanelElement {
  static override properties = {
    pages: { attribute: false },
    label: {},
    order: { attribute: false },
    widths: { attribute: false },
    header: { attribute: false },
    headerHeight: { type: Number },
    decorate: { attribute: false },
    decorateColumn: { attribute: false },
    actions: { attribute: false },
    sortable: { type: Boolean },
  };
  declare pages: PageSource;
  declare label: string;
  declare order: readonly RowOrder[];
  declare widths: Readonly<Record<string, number>>;
  declare header: ColumnHeader | null;
  declare headerHeight: number;
  declare decorate: ((cell: CellAt) => Decoration | undefined) | null;
  declare decorateColumn: ((name: string) => Decoration | undefined) | null;
  declare actions: readonly CellAction[];
  declare sortable: boolean;
  #model = new GridModel(() => this.#soon());
  #told = "";
  #note = "";
  #open = false;
  #gutter = 0;
  #widthBefore = 0;
  #frame = 0;
  #observer = new ResizeObserver(() => this.#measure());
  #drag = new Drag({
    select: (place, extend) => this.#select(place, extend),
    sort: (column, more) => this.#sort(column, more),
    resize: (column, by, done) => this.#resize(column, by, done),
    fit: (column) => this.#fit(column),
  });

  constructor() {
    super();
    this.label = "Rows";
    this.order = [];
    this.widths = {};
    this.header = null;
    this.headerHeight = 0;
    this.decorate = null;
    this.decorateColumn = null;
    this.actions = [];
    this.sortable = false;
  }

  override render(): TemplateResult {
    const model = this.#model;
    model.headerHeight = this.header ? this.headerHeight : 0;
    if (this.pages) model.show(this.pages);
    const shown = model.window(this.widths);
    this.#gutter = shown.gutter;
    const active = model.selection?.active ?? null;
    const options: BodyOptions = {
      ...shown,
      active,
      area: model.area,
      order: this.order,
      header: this.header,
      decorate: this.decorate,
      decorateColumn: this.decorateColumn,
    };
    const error = model.data?.error;
    return html`
      ${error ? errorState(error, { retry: () => model.data?.retry() }) : ""}
      ${this.#table(options)}
      ${gridFoot({
        cell: model.cell,
        selected: selectedText(model.area),
        note: this.#note,
        open: this.#open,
        actions: this.actions,
        progress: model.data?.busy ? (model.data.progress ?? { message: "Reading rows" }) : null,
        cancel: () => model.data?.cancel(),
        toggle: () => this.#toggle(),
      })}
    `;
  }

  #table(options: BodyOptions): TemplateResult {
    const { view, first, last, columns, head, gutter, active } = options;
    const { scroll, layout, size, stale } = this.#model;
    const inView =
      active &&
      active.column >= columns.first &&
      active.column < columns.last &&
      (active.row < 0 || (active.row >= first && active.row < last));
    const styles = {
      "--grid-row": `${ROW}px`,
      "--grid-head": `${head}px`,
      "--grid-gutter": `${gutter}px`,
      "--grid-shift": `${columns.left - this.#model.left}px`,
      "--grid-columns":
        range(columns.first, columns.last)
          .map((at) => `${layout.widthOf(at)}px`)
          .join(" ") || "0px",
    };
    return html`<div
      class="grid ${this.sortable ? "grid-sortable" : ""} ${stale ? "grid-old" : ""} ${this.#drag.resizing ? "grid-resizing" : ""}"
      role="grid"
      tabindex="0"
      aria-label=${this.label}
      aria-rowcount=${view.ready ? view.matching + 1 : -1}
      aria-colcount=${view.names.length + 1}
      aria-multiselectable="true"
      aria-busy=${this.#model.data?.busy ?? false}
      aria-activedescendant=${inView ? idOf(active) : nothing}
      ${styled(styles)}
      @scroll=${this.#scrolled}
      @scrollend=${this.#settle}
      @keydown=${this.#key}
      @copy=${this.#copy}
      @focus=${() => this.#model.selection ?? this.#select({ row: 0, column: 0 }, false)}
      @pointerdown=${(event: PointerEvent) => this.#drag.down(event)}
      @pointermove=${(event: PointerEvent) => this.#drag.move(event)}
      @pointerup=${(event: PointerEvent) => this.#drag.up(event)}
      @pointercancel=${(event: PointerEvent) => this.#drag.up(event)}
      @click=${(event: MouseEvent) => this.#drag.click(event)}
      @dblclick=${(event: MouseEvent) => this.#drag.doubleClick(event)}
    >
      <div class="grid-space" role="presentation" ${styled({ width: `${gutter + layout.width}px`, height: `${head + scroll.height}px` })}>
        <div class="grid-view" role="presentation" ${styled({ width: `${size.width}px`, height: `${size.height}px` })}>
          ${headRow(options)}
          <div role="rowgroup" ${styled({ transform: `translateY(${first * ROW - scroll.offset}px)` })}>
            ${range(first, last).map((row) => bodyRow(options, row))}
          </div>
        </div>
      </div>
    </div>`;
  }

  override firstUpdated(): void {
    this.#observer.observe(this.#box);
    // Lit's listeners may be passive; a wheel over content that is too tall for an element is ours.
    this.#box.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.#measure();
  }

  override updated(_changed: PropertyValues<this>): void {
    const { view, scroll, left } = this.#model;
    if (Math.abs(this.#box.scrollTop - scroll.position) >= 1 && !this.#frame) this.#box.scrollTop = scroll.position;
    if (this.#box.scrollLeft !== left && !this.#frame) this.#box.scrollLeft = left;
    this.#tell(view);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#model.dispose();
  }

  get #box(): HTMLElement {
    return this.querySelector<HTMLElement>(".grid") as HTMLElement;
  }

  #soon(): void {
    this.requestUpdate();
  }

  #tell({ ready, matching, total, names }: Pages): void {
    const told = JSON.stringify([matching, total, names.length]);
    if (!ready || this.#model.stale || told === this.#told) return;
    this.#told = told;
    this.send("grid-shown", { matching, total, names });
  }

  #measure(): void {
    const { clientWidth: width, clientHeight: height } = this.#box;
    if (width === this.#model.size.width && height === this.#model.size.height) return;
    this.#model.size = { width, height };
    this.requestUpdate();
  }

  #scrolled = () => {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#model.scroll.scrolled(this.#box.scrollTop);
      this.#model.left = this.#box.scrollLeft;
      this.requestUpdate();
    });
  };

  #settle = () => {
    this.#model.scroll.to(this.#model.scroll.offset);
    this.requestUpdate();
  };

  #wheel(event: WheelEvent): void {
    const { scroll } = this.#model;
    if (!scroll.scaled || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    scroll.to(scroll.offset + event.deltaY * (event.deltaMode === 1 ? ROW : 1));
    this.#model.left = this.#box.scrollLeft + event.deltaX;
    this.requestUpdate();
  }

  #key = (event: KeyboardEvent) => {
    const { key, shiftKey } = event;
    const control = event.ctrlKey || event.metaKey;
    const active = this.#model.selection?.active;
    if (event.altKey && active && (key === "ArrowLeft" || key === "ArrowRight"))
      this.#resize(active.column, key === "ArrowRight" ? WIDER : -WIDER, true);
    else if (control && key === "a") this.#model.selectAll();
    else if ((key === "Enter" || key === " ") && active?.row === -1) this.#sort(active.column, shiftKey);
    else if (key === "Enter" || key === "F2") this.#open = !this.#open;
    else if (key === "Escape" && this.#open) this.#open = false;
    else if (event.altKey || !this.#model.key(key, control, shiftKey)) return;
    else this.#model.reveal(this.#gutter);
    event.preventDefault();
    this.#note = "";
    this.requestUpdate();
  };

  #select(place: Place, extend: boolean): void {
    this.#note = "";
    this.#model.select(place, extend);
    this.requestUpdate();
  }

  #sort(column: number, more: boolean): void {
    const name = this.#model.view.names[column];
    if (this.sortable && name !== undefined) this.send("grid-order", nextOrder(this.order, name, more));
  }

  #resize(column: number, by: number, done: boolean): void {
    const { layout, view } = this.#model;
    const name = view.names[column];
    if (name === undefined) return;
    if (this.#widthBefore === 0) this.#widthBefore = layout.widthOf(column);
    layout.try(name, this.#widthBefore + by);
    if (done) this.#keepWidths();
    this.requestUpdate();
  }

  #fit(column: number): void {
    const name = this.#model.view.names[column];
    if (name === undefined) return;
    this.#model.layout.fit(name, this.#model.seen(column));
    this.#keepWidths();
  }

  #keepWidths(): void {
    this.#widthBefore = 0;
    this.send("grid-widths", { ...this.#model.layout.chosen });
    this.requestUpdate();
  }

  #toggle(): void {
    this.#open = !this.#open;
    this.requestUpdate();
  }

  #copy = (event: ClipboardEvent) => {
    const note = copied(event, this.#model);
    if (note === null) return;
    event.preventDefault();
    void note.then((text) => {
      this.#note = text;
      this.requestUpdate();
    });
  };
}

define("ty-grid", GridElement);
