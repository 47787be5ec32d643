import { html, type TemplateResult } from "lit";
import type { PreviewColumn } from "../../src/protocol/prepare.ts";
import { plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";

const SELECTORS = [
  ["number", "All numbers"],
  ["category", "All categories"],
  ["boolean", "All truth values"],
  ["date", "All dates"],
  ["text", "All text"],
  ["all", "All columns"],
] as const;
const MOST = 200;

/** Chooses columns by name, with a search, or all of one type. Sends `pick` with a list of names, or the word for a type. */
export class ColumnsFieldElement extends PanelElement {
  static override properties = {
    columns: { attribute: false },
    value: { attribute: false },
    selectors: { type: Boolean },
    label: {},
    query: { state: true },
  };
  declare columns: readonly PreviewColumn[];
  declare value: unknown;
  /** Offers the types too. */
  declare selectors: boolean;
  declare label: string;
  declare query: string;

  constructor() {
    super();
    this.columns = [];
    this.value = undefined;
    this.selectors = false;
    this.label = "Columns";
    this.query = "";
  }

  override render(): TemplateResult {
    const word = typeof this.value === "string" ? this.value : "";
    return html`
      ${
        this.selectors
          ? html`<select aria-label="${this.label}: which" @change=${this.#choose}>
              <option value="" ?selected=${word === ""}>By name</option>
              ${SELECTORS.map(([value, text]) => html`<option value=${value} ?selected=${word === value}>${text}</option>`)}
            </select>`
          : ""
      }
      ${word === "" ? this.#names() : ""}
    `;
  }

  #names(): TemplateResult {
    const chosen = namesOf(this.value);
    const known = this.columns.map(({ name }) => name);
    const all = [...chosen.filter((name) => !known.includes(name)).map((name) => ({ name, kind: "not there" })), ...this.columns];
    const found = all.filter(({ name }) => name.toLowerCase().includes(this.query.toLowerCase()));
    return html`
      <input
        class="text-input"
        type="search"
        placeholder="Search ${plural(all.length, "column")}"
        aria-label="${this.label}: search"
        .value=${this.query}
        @input=${this.#search}
      />
      <ul class="names" role="group" aria-label=${this.label}>
        ${found.slice(0, MOST).map(
          ({ name, kind }) => html`<li>
            <label>
              <input type="checkbox" .checked=${chosen.includes(name)} @change=${(event: Event) => this.#tick(name, event)} />
              <span class="clip" title=${name}>${name}</span> <span class="quiet">${kind}</span>
            </label>
          </li>`,
        )}
        ${found.length > MOST ? html`<li class="quiet">and ${found.length - MOST} more: search for them</li>` : ""}
        ${found.length === 0 ? html`<li class="quiet">No column matches.</li>` : ""}
      </ul>
      <p class="quiet">${chosen.length === 0 ? "None chosen" : `${chosen.length} chosen`}</p>
    `;
  }

  #choose = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    this.send("pick", value === "" ? [] : value);
  };

  #search = (event: Event) => {
    this.query = (event.target as HTMLInputElement).value;
  };

  #tick(name: string, event: Event): void {
    const chosen = namesOf(this.value);
    const on = (event.target as HTMLInputElement).checked;
    const order = this.columns.map((column) => column.name);
    const next = on ? [...chosen, name].sort((a, b) => order.indexOf(a) - order.indexOf(b)) : chosen.filter((one) => one !== name);
    this.send("pick", next);
  }
}

const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((name) => typeof name === "string") : []);

define("ty-columns-field", ColumnsFieldElement);
