import { html, type TemplateResult } from "lit";
import type { ErrorFacts } from "../../src/shared/errors.ts";
import { define, PanelElement } from "../shared/element.ts";
import { type Completion, complete, type Vocabulary } from "./complete.ts";

const PAUSE_MS = 350;
const NONE: Completion = { from: 0, items: [] };

/** The filter, in MLflow's syntax: completes names and values while typed, and shows an error below the letter it is about. */
export class FilterLine extends PanelElement {
  static override properties = {
    filter: {},
    error: { attribute: false },
    vocabulary: { attribute: false },
    completion: { state: true },
    active: { state: true },
  };
  declare filter: string;
  declare error: ErrorFacts | null;
  declare vocabulary: () => Vocabulary;
  declare completion: Completion;
  declare active: number;
  #timer = 0;

  constructor() {
    super();
    this.filter = "";
    this.error = null;
    this.vocabulary = () => ({ names: [], values: new Map() });
    this.completion = NONE;
    this.active = -1;
  }

  override render(): TemplateResult {
    const { items } = this.completion;
    const open = items.length > 0;
    return html`<div class="filter">
      <input
        class="filter-input"
        type="text"
        role="combobox"
        aria-label="Filter runs"
        aria-expanded=${open}
        aria-controls="filter-items"
        aria-autocomplete="list"
        aria-activedescendant=${this.active >= 0 ? `filter-item-${this.active}` : ""}
        aria-invalid=${this.error !== null}
        aria-describedby="filter-error"
        placeholder="metrics.val_acc > 0.9 and params.optimizer = 'adam'"
        spellcheck="false"
        autocomplete="off"
        .value=${this.filter}
        @input=${() => this.#typed()}
        @keydown=${this.#key}
        @blur=${() => this.#close()}
      />
      <ul id="filter-items" role="listbox" aria-label="Completions" ?hidden=${!open}>
        ${items.map(
          (item, at) =>
            html`<li id="filter-item-${at}" role="option" aria-selected=${at === this.active} @mousedown=${(event: Event) => this.#take(at, event)}>${item}</li>`,
        )}
      </ul>
      <div id="filter-error" aria-live="polite">${this.error ? this.#problem(this.error) : ""}</div>
    </div>`;
  }

  #problem({ message, remedy, place }: ErrorFacts): TemplateResult {
    const column = place?.column;
    return html`${column === undefined ? "" : html`<pre class="filter-place" aria-hidden="true">${" ".repeat(Math.max(0, column - 1))}^${" ".repeat(Math.max(0, this.filter.length - column))}</pre>`}
      <p class="tone-failed">${message} <span class="quiet">${remedy}</span></p>`;
  }

  override updated(): void {
    const place = this.querySelector(".filter-place");
    if (place) place.scrollLeft = this.#input.scrollLeft;
    this.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  get #input(): HTMLInputElement {
    return this.querySelector("input") as HTMLInputElement;
  }

  #typed(): void {
    const { value, selectionStart } = this.#input;
    this.completion = complete(value, selectionStart ?? value.length, this.vocabulary());
    this.active = -1;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#apply(), PAUSE_MS);
  }

  #apply(): void {
    clearTimeout(this.#timer);
    const value = this.#input.value;
    if (value.trim() !== this.filter.trim()) this.send("filter-change", value);
  }

  #key = (event: KeyboardEvent) => {
    const { items } = this.completion;
    if (event.key === "ArrowDown" && items.length === 0) this.#typed();
    else if (event.key === "ArrowDown") this.active = (this.active + 1) % items.length;
    else if (event.key === "ArrowUp" && items.length > 0) this.active = (this.active - 1 + items.length) % items.length;
    else if (event.key === "Tab" && this.active >= 0) this.#take(this.active, event);
    else if (event.key === "Enter" && this.active >= 0) this.#take(this.active, event);
    else if (event.key === "Enter") this.#enter();
    else if (event.key === "Escape" && items.length > 0) this.#close();
    else return;
    if (event.key !== "Tab") event.preventDefault();
  };

  #enter(): void {
    this.#close();
    this.#apply();
  }

  #take(at: number, event: Event): void {
    event.preventDefault();
    const input = this.#input;
    const { from, items } = this.completion;
    const rest = input.value.slice(input.selectionStart ?? input.value.length);
    const start = `${input.value.slice(0, from)}${items[at] ?? ""} `;
    input.value = start + rest.trimStart();
    input.setSelectionRange(start.length, start.length);
    this.#typed();
  }

  #close(): void {
    this.completion = NONE;
    this.active = -1;
  }
}

define("ty-filter-line", FilterLine);
