import { html, type TemplateResult } from "lit";
import type { StepKind } from "../../src/protocol/prepare.ts";
import { define, PanelElement } from "../shared/element.ts";
import { nameOf } from "./sentences.ts";

/** All steps there are, by family, with a search. Sends `pick-kind`, or `leave-picker`. */
export class PickerElement extends PanelElement {
  static override properties = { kinds: { attribute: false }, query: { state: true } };
  declare kinds: readonly StepKind[];
  declare query: string;

  constructor() {
    super();
    this.kinds = [];
    this.query = "";
  }

  override render(): TemplateResult {
    const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.kinds.filter(({ name, family, description }) =>
      words.every((word) => `${name} ${nameOf({ step: name })} ${family} ${description}`.toLowerCase().includes(word)),
    );
    const families = [...new Set(found.map(({ family }) => family))];
    return html`<section class="picker" aria-label="Choose a step" @keydown=${this.#key}>
      <div class="picker-head">
        <input
          class="text-input"
          type="search"
          placeholder="Search ${this.kinds.length} steps"
          aria-label="Search steps"
          .value=${this.query}
          @input=${(event: Event) => {
            this.query = (event.target as HTMLInputElement).value;
          }}
        />
        <vscode-button appearance="secondary" @click=${() => this.send("leave-picker", null)}>Cancel</vscode-button>
      </div>
      <p class="visually-hidden" role="status">${found.length} steps</p>
      ${families.map(
        (family) => html`<h3>${family}</h3>
          <ul class="kinds">
            ${found
              .filter((kind) => kind.family === family)
              .map(
                ({ name, description }) => html`<li>
                  <button class="kind" @click=${() => this.send("pick-kind", name)}>
                    <span class="kind-name">${nameOf({ step: name })}</span>
                    <span class="quiet">${description}</span>
                  </button>
                </li>`,
              )}
          </ul>`,
      )}
      ${found.length === 0 ? html`<p class="quiet">No step matches.</p>` : ""}
    </section>`;
  }

  override firstUpdated(): void {
    this.querySelector<HTMLInputElement>("input")?.focus();
  }

  #key = (event: KeyboardEvent) => {
    if (event.key === "Escape") return this.send("leave-picker", null);
    const buttons = [...this.querySelectorAll<HTMLButtonElement>(".kind")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const input = document.activeElement instanceof HTMLInputElement;
    if (event.key === "Enter" && input) buttons[0]?.click();
    else if (event.key === "ArrowDown") (buttons[at + 1] ?? buttons[0])?.focus();
    else if (event.key === "ArrowUp" && !input) (buttons[at - 1] ?? this.querySelector<HTMLInputElement>("input"))?.focus();
    else return;
    event.preventDefault();
  };
}

define("ty-step-picker", PickerElement);
