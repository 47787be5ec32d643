import { html, type TemplateResult } from "lit";
import type { PanelInput } from "../../src/protocol/panel.ts";
import type { RecipeEdit, StepKind, Suggestion } from "../../src/protocol/prepare.ts";
import { factsOf } from "../../src/shared/errors.ts";
import { define, PanelElement } from "../shared/element.ts";
import { emptyState } from "../shared/empty.ts";
import { errorState } from "../shared/error.ts";
import type { Host } from "../shared/host.ts";
import { progressLine } from "../shared/progress.ts";
import { beginStep } from "./begin.ts";
import { problemsOf } from "./check.ts";
import { cleaned, stepForm } from "./form.ts";
import "./picker.ts";
import { previewView } from "./preview.ts";
import { refusalsOf } from "./refusals.ts";
import { nameOf, sayFacts } from "./sentences.ts";
import { PrepareState } from "./state.ts";
import type { StepAct, StepsElement } from "./steps.ts";
import "./steps.ts";
import { suggestionList } from "./suggestions.ts";
import { type Draft, editOf, type PrepareView } from "./view.ts";

/** The recipe of an experiment: its steps, a form for one, and what it does to the rows. */
export class PrepareApp extends PanelElement {
  declare host: Host;
  #state!: PrepareState;
  /** Where a new step is to stand, while one is chosen. */
  #picking: number | null = null;
  #strict = false;
  #busy = false;
  #said = "";

  constructor() {
    super();
    this.hear<StepAct>("step-act", (act) => this.#act(act));
    this.hear<string>("pick-kind", (kind) => this.#begin(kind));
    this.addEventListener("leave-picker", () => this.#pick(null));
  }

  show(input: PanelInput, view: unknown): void {
    this.#state = new PrepareState(this, this.host, input, view as Partial<PrepareView> | undefined);
    this.#state.begin();
  }

  override render(): TemplateResult {
    if (!this.#state) return html`${progressLine(null)}`;
    const { document, preview, opening } = this.#state;
    if (!document)
      return html`${opening.error ? errorState(opening.error, { act: this.host.act, retry: () => opening.retry() }) : progressLine(null)}`;
    return html`<div class="recipe-view">
      ${progressLine(preview.progress, () => preview.cancel())}
      <p class="visually-hidden" role="status" aria-live="polite">${this.#said}</p>
      <div class="panes">
        <aside class="side" aria-label="Recipe">${this.#side()}</aside>
        <div class="content">${this.#content()}</div>
      </div>
    </div>`;
  }

  #side(): TemplateResult {
    const { document, facts, selected, draft, suggestions, outdated } = this.#state;
    const frozen = document?.broken !== null || this.#busy;
    const recipe = document?.recipe ?? [];
    const take = (suggestion: Suggestion) => {
      const { edit } = suggestion;
      void this.#state.take(suggestion, () => this.#edit(edit, edit.edit === "add" ? edit.at : null));
    };
    const look = ({ edit }: Suggestion) => {
      if (edit.edit === "add") this.#open({ mode: "add", at: edit.at, step: edit.step });
    };
    return html`
      <ty-steps .recipe=${recipe} .facts=${facts} .data=${document?.data ?? ""} .selected=${draft?.mode === "edit" ? draft.at : selected} .frozen=${frozen || draft !== null}></ty-steps>
      ${recipe.length === 0 && !document?.broken && !draft && this.#picking === null ? html`<p class="quiet suggest-note">No steps yet. The model is given the data as they are.</p>` : ""}
      <div class="actions side-actions">
        <vscode-button ?disabled=${frozen || draft !== null} @click=${() => this.#pick(recipe.length)}>Add step</vscode-button>
      </div>
      ${suggestionList({ suggestions: suggestions.value, busy: suggestions.busy, frozen: frozen || draft !== null || outdated, take, look })}
    `;
  }

  #content(): TemplateResult {
    const { document, kinds, draft, shown, preview, selected, view } = this.#state;
    if (this.#picking !== null && kinds.error) return errorState(kinds.error, { act: this.host.act, retry: () => kinds.retry() });
    if (this.#picking !== null) return html`<ty-step-picker .kinds=${kinds.value ?? []}></ty-step-picker>`;
    const kind = draft && this.#kindOf(draft.step.step);
    const step = draft?.step ?? document?.recipe[selected];
    const title = step ? `${draft?.mode === "add" ? "New step" : `Step ${(draft?.at ?? selected) + 1}`}: ${nameOf(step)}` : "The data";
    return html`
      ${draft && kind ? this.#form(draft, kind) : ""}
      ${
        draft && !kind
          ? emptyState("Unknown step", "Its name is none that there is: correct it in the text.", [
              {
                label: "Open text",
                run: () => void this.host.act({ action: "open-text", line: document?.lines[draft.at] ?? 1 }),
                primary: true,
              },
              { label: "Cancel", run: () => this.#close() },
            ])
          : ""
      }
      ${previewView({
        shown,
        title,
        busy: preview.busy,
        unfinished: this.#state.unfinished,
        writing: draft !== null,
        error: preview.error,
        changedOnly: view.changedOnly,
        setChangedOnly: (changedOnly) => this.#state.change({ changedOnly }),
        retry: () => preview.retry(),
        host: this.host,
      })}
    `;
  }

  #form(draft: Draft, kind: StepKind): TemplateResult {
    return stepForm({
      draft,
      kind,
      columns: this.#state.columnsBefore,
      refused: refusalsOf(this.#state.shown?.preview, draft.at),
      strict: this.#strict,
      busy: this.#busy,
      change: (step) => this.#state.setDraft({ ...draft, step: cleaned(step) }),
      accept: () => void this.#accept(),
      cancel: () => this.#close(),
    });
  }

  #kindOf = (name: unknown): StepKind | undefined => this.#state.kinds.value?.find((kind) => kind.name === name);

  #act(act: StepAct): void {
    const { document } = this.#state;
    const step = act.act === "move" ? undefined : document?.recipe[act.at];
    if (act.act === "select") this.#state.change({ selected: act.at });
    else if (act.act === "move") void this.#edit({ edit: "move", from: act.from, to: act.to }, act.to);
    else if (!step) return;
    else if (act.act === "edit") this.#open({ mode: "edit", at: act.at, step });
    else if (act.act === "insert") this.#pick(act.at);
    else if (act.act === "duplicate") void this.#edit({ edit: "add", at: act.at + 1, step }, act.at + 1);
    else if (act.act === "remove") void this.#edit({ edit: "remove", at: act.at }, Math.min(act.at, (document?.recipe.length ?? 1) - 2));
    else {
      const { enabled, ...rest } = step;
      void this.#edit({ edit: "replace", at: act.at, step: enabled === false ? rest : { ...rest, enabled: false } }, act.at);
    }
  }

  #pick(at: number | null): void {
    this.#picking = at;
    this.requestUpdate();
  }

  #begin(name: string): void {
    const kind = this.#kindOf(name);
    const at = this.#picking ?? this.#state.document?.recipe.length ?? 0;
    this.#picking = null;
    if (kind) this.#open({ mode: "add", at, step: beginStep(kind) });
  }

  #open(draft: Draft): void {
    this.#strict = false;
    this.#state.setDraft(draft);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".form h2")?.focus());
  }

  #close(): void {
    const at = this.#state.draft?.at ?? -1;
    this.#state.setDraft(null);
    void this.#steps?.focusStep(Math.min(at, (this.#state.document?.recipe.length ?? 0) - 1));
  }

  async #accept(): Promise<void> {
    const { draft } = this.#state;
    const kind = draft && this.#kindOf(draft.step.step);
    if (!draft || !kind || this.#busy) return;
    this.#strict = true;
    if (problemsOf(kind.schema, draft.step).size > 0) {
      this.requestUpdate();
      await this.updateComplete;
      this.querySelector<HTMLElement>(".option.wrong input, .option.wrong select, .option.wrong textarea")?.focus();
      return;
    }
    if (await this.#edit(editOf(draft), draft.at)) this.#state.setDraft(null);
  }

  /** Changes the file; `select`: the step to look at afterwards. */
  async #edit(edit: RecipeEdit, select: number | null): Promise<boolean> {
    this.#busy = true;
    this.requestUpdate();
    try {
      await this.host.client.request("prepare/edit", { edit, version: this.#state.document?.version ?? 0 });
      if (select !== null) this.#state.change({ selected: select });
      if (select !== null && edit.edit !== "add") void this.#steps?.focusStep(select);
      return true;
    } catch (error) {
      this.#say(factsOf(error).message);
      this.#state.preview.error = factsOf(error);
      return false;
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  get #steps(): StepsElement | null {
    return this.querySelector<StepsElement>("ty-steps");
  }

  /** A preview has come: what it did is said. */
  told(): void {
    const { shown, draft, document } = this.#state;
    if (!shown) return;
    const { step, steps } = shown.preview;
    const name = draft?.step ?? document?.recipe[step];
    this.#say(name ? sayFacts(nameOf(name), steps[step]) : "");
  }

  #say(text: string): void {
    this.#said = text;
    this.requestUpdate();
  }
}

define("ty-prepare-app", PrepareApp);
