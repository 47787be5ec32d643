import { html, type PropertyValues, type TemplateResult } from "lit";
import { define, PanelElement } from "./element.ts";
import { dataTable, type TableData } from "./table.ts";

/**
 * A chart that nobody is shut out of: the picture, a sentence that says what it shows, and its table.
 * `draw` gets the width in pixels and returns the picture; it is called again when the width changes.
 */
export class FigureElement extends PanelElement {
  static override properties = { label: {}, sentence: {}, table: { attribute: false }, draw: { attribute: false }, open: { state: true } };
  declare label: string;
  declare sentence: string;
  declare table: TableData | null;
  declare draw: ((width: number) => Element) | null;
  declare open: boolean;
  #observer: ResizeObserver | null = null;
  #width = 0;

  constructor() {
    super();
    this.label = "";
    this.sentence = "";
    this.table = null;
    this.draw = null;
    this.open = false;
  }

  override render(): TemplateResult {
    return html`<figure role="group" aria-label=${this.label}>
      ${this.label ? html`<div class="figure-title" aria-hidden="true">${this.label}</div>` : ""}
      <div class="canvas" aria-hidden="true"></div>
      <figcaption>${this.sentence}</figcaption>
      ${this.table ? this.#behind(this.table) : ""}
    </figure>`;
  }

  #behind(table: TableData): TemplateResult {
    const toggle = (event: Event) => {
      this.open = (event.target as HTMLDetailsElement).open;
    };
    return html`<details class="behind" @toggle=${toggle}>
      <summary aria-label="Table: ${this.label}">Table</summary>
      ${this.open ? dataTable(`${this.label}: values`, table) : ""}
    </details>`;
  }

  override firstUpdated(): void {
    this.#observer = new ResizeObserver(() => this.#paint(false));
    this.#observer.observe(this.#canvas);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("draw")) this.#paint(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  get #canvas(): HTMLElement {
    return this.querySelector<HTMLElement>(".canvas") as HTMLElement;
  }

  #paint(always: boolean): void {
    const width = Math.floor(this.#canvas.clientWidth);
    if (width === 0 || !this.draw || (!always && width === this.#width)) return;
    this.#width = width;
    this.#canvas.replaceChildren(this.draw(width));
  }
}

define("ty-figure", FigureElement);
