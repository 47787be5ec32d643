import { html, nothing, type TemplateResult } from "lit";
import type { RawStep, StepFacts } from "../../src/protocol/prepare.ts";
import { plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { icon } from "../shared/icon.ts";
import { columnsOf, factsText, nameOf } from "./sentences.ts";

/** What can be done to a step. */
export type StepAct =
  | { act: "select" | "edit" | "duplicate" | "remove" | "insert" | "toggle"; at: number }
  | { act: "move"; from: number; to: number };

/** The steps of a recipe, below the data they begin with. Sends `step-act`. */
export class StepsElement extends PanelElement {
  static override properties = {
    recipe: { attribute: false },
    facts: { attribute: false },
    data: {},
    selected: { type: Number },
    frozen: { type: Boolean },
    dragged: { state: true },
  };
  declare recipe: readonly RawStep[];
  declare facts: readonly (StepFacts | undefined)[];
  declare data: string;
  /** Index; -1 for the data. */
  declare selected: number;
  /** Nothing can be changed now. */
  declare frozen: boolean;
  declare dragged: number | null;

  constructor() {
    super();
    this.recipe = [];
    this.facts = [];
    this.data = "";
    this.selected = -1;
    this.frozen = false;
    this.dragged = null;
  }

  override render(): TemplateResult {
    const rows = this.facts[0]?.rows[0];
    return html`<ol class="steps" aria-label="Steps" @keydown=${this.#key}>
      <li class="step ${this.selected < 0 ? "selected" : ""}">
        ${this.#button(-1, this.data.split(/[\\/]/).at(-1) ?? "", "", rows === undefined ? "the data" : plural(rows, "training row"))}
      </li>
      ${this.recipe.map((step, at) => this.#step(step, at))}
    </ol>`;
  }

  #step(step: RawStep, at: number): TemplateResult {
    const facts = this.facts[at];
    const selected = at === this.selected;
    const off = step.enabled === false;
    const failed = facts?.state === "failed";
    const drag = (event: DragEvent) => {
      this.dragged = at;
      event.dataTransfer?.setData("text/plain", String(at));
    };
    const over = (event: DragEvent) => {
      if (this.dragged !== null) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      if (this.dragged !== null && this.dragged !== at) this.#do({ act: "move", from: this.dragged, to: at });
      this.dragged = null;
    };
    return html`<li
      class="step ${selected ? "selected" : ""} ${off ? "off" : ""} ${failed ? "failed" : ""} ${this.dragged === at ? "dragged" : ""}"
      draggable=${!this.frozen}
      @dragstart=${drag}
      @dragover=${over}
      @drop=${drop}
      @dragend=${() => {
        this.dragged = null;
      }}
    >
      <div class="step-line">
        <input
          type="checkbox"
          aria-label="Step ${at + 1} on"
          title=${off ? "Switch on" : "Switch off"}
          .checked=${!off}
          ?disabled=${this.frozen}
          @change=${() => this.#do({ act: "toggle", at })}
        />
        ${this.#button(at, `${at + 1}. ${nameOf(step)}`, columnsOf(step), facts ? factsText(facts) : "")}
        ${selected ? html`${this.#mover(at, at - 1, "arrow-up", "Move up")}${this.#mover(at, at + 1, "arrow-down", "Move down")}` : ""}
      </div>
      ${selected ? this.#tools(at) : ""}
    </li>`;
  }

  #button(at: number, name: string, columns: string, facts: string): TemplateResult {
    return html`<button
      class="bare step-button"
      data-at=${at}
      tabindex=${at === this.selected ? 0 : -1}
      aria-current=${at === this.selected ? "step" : nothing}
      aria-keyshortcuts=${at < 0 ? nothing : "Alt+ArrowUp Alt+ArrowDown Enter Delete"}
      @click=${() => this.#do({ act: "select", at })}
    >
      <span class="step-name">${name}</span>
      ${columns ? html`<span class="step-columns data clip">${columns}</span>` : ""}
      ${facts ? html`<span class="step-facts quiet">${facts}</span>` : ""}
    </button>`;
  }

  #tools(at: number): TemplateResult {
    const tool = (act: "edit" | "duplicate" | "remove" | "insert", label: string) =>
      html`<button class="link" ?disabled=${this.frozen} @click=${() => this.#do({ act, at })}>${label}</button>`;
    return html`<div class="step-tools" role="group" aria-label="Step ${at + 1}">
      ${tool("edit", "Edit")} ${tool("insert", "Insert before")} ${tool("duplicate", "Duplicate")} ${tool("remove", "Delete")}
    </div>`;
  }

  #mover(from: number, to: number, name: "arrow-up" | "arrow-down", label: string): TemplateResult {
    return html`<button
      class="link"
      title=${label}
      aria-label=${label}
      ?disabled=${this.frozen || to < 0 || to >= this.recipe.length}
      @click=${() => this.#moved(from, to)}
    >${icon(name)}</button>`;
  }

  /** Puts the focus on a step. */
  async focusStep(at: number): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus();
  }

  #key = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).dataset.at;
    if (from === undefined) return;
    const at = Number(from);
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (down !== undefined && event.altKey) this.#moved(at, at + down);
    else if (down !== undefined) this.#go(Math.min(this.recipe.length - 1, Math.max(-1, at + down)));
    else if (event.key === "Home") this.#go(-1);
    else if (event.key === "End") this.#go(this.recipe.length - 1);
    else if (event.key === "Delete" && at >= 0) this.#do({ act: "remove", at });
    else if (event.key === "Enter" && at >= 0 && at === this.selected) this.#do({ act: "edit", at });
    else return;
    event.preventDefault();
  };

  #go(at: number): void {
    this.#do({ act: "select", at });
    void this.focusStep(at);
  }

  #moved(from: number, to: number): void {
    if (from < 0 || to < 0 || to >= this.recipe.length) return;
    this.#do({ act: "move", from, to });
  }

  #do(act: StepAct): void {
    if (act.act === "select" || !this.frozen) this.send<StepAct>("step-act", act);
  }
}

define("ty-steps", StepsElement);
