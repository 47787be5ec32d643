import { html, type TemplateResult } from "lit";
import type { PanelInput } from "../../src/protocol/panel.ts";
import "../prepare/app.ts";
import type { PrepareView } from "../prepare/view.ts";
import { define, PanelElement } from "../shared/element.ts";
import { errorState } from "../shared/error.ts";
import type { Host } from "../shared/host.ts";
import { progressLine } from "../shared/progress.ts";
import type { PanelApp } from "../shared/start.ts";
import { tabs } from "../shared/tabs.ts";
import { brokenNotice, experimentHead } from "./head.ts";
import { problemsIn } from "./problems.ts";
import { sectionForm } from "./section.ts";
import { ExperimentState } from "./state.ts";
import { type ExperimentView, START } from "./view.ts";

type ExperimentInput = Extract<PanelInput, { panel: "experiment" }>;

/** An experiment file as a form, a part at a time; its recipe is a part that shows what it does to the rows. */
export class ExperimentApp extends PanelElement {
  declare host: Host;
  #state!: ExperimentState;
  #input: ExperimentInput | null = null;
  #view: ExperimentView = START;
  #recipe: PanelApp | null = null;

  show(input: PanelInput, view: unknown): void {
    if (input.panel !== "experiment") return;
    const { section, ...subject } = input;
    const first = this.#input === null;
    this.#input = subject;
    if (first) {
      this.#view = { ...START, ...(view as Partial<ExperimentView> | undefined) };
      this.#state = new ExperimentState(this, this.host);
      this.#state.begin();
    }
    this.#change({ section: section ?? this.#view.section });
  }

  override render(): TemplateResult {
    if (!this.#input) return progressLine(null);
    const { document, opening, schema, figures, refused, sections } = this.#state;
    const error = opening.error ?? schema.error;
    if (!document || !schema.value) return html`${error ? errorState(error, { act: this.host.act }) : progressLine(null)}`;
    const { section: id } = this.#view;
    const section = sections.find((one) => one.id === id) ?? sections[0];
    return html`<main class="app">
      ${experimentHead({ file: this.#input.file, document, figures, host: this.host })}
      ${tabs(
        "Parts of the experiment",
        sections.map((one) => this.#tab(one.id, one.title, one.keys)),
        section?.id ?? "",
        (next) => this.#change({ section: next }),
      )}
      ${brokenNotice(document, this.host)}
      ${refused ? html`<p class="option-problem refused" role="alert">${refused.message} ${refused.remedy}</p>` : ""}
      <div class="part ${section?.id === "recipe" ? "recipe" : ""}" role="tabpanel" id="panel-${section?.id}" aria-labelledby="tab-${section?.id}">
        ${section?.id === "recipe" ? this.#recipePart() : section ? sectionForm(section, this.#state, this.host) : ""}
      </div>
    </main>`;
  }

  override updated(): void {
    if (this.#view.section === "model" || this.#view.section === "training") this.#state?.askForAlgorithms();
  }

  #tab(id: string, label: string, keys: readonly string[]) {
    const found = problemsIn(this.#state.problems.value ?? [], keys).length;
    return found > 0 ? { id, label, badge: String(found) } : { id, label };
  }

  /** Made when first looked at, and kept: it goes on where it was. */
  #recipePart(): PanelApp {
    if (this.#recipe) return this.#recipe;
    const recipe = document.createElement("ty-prepare-app") as PanelApp;
    const keep: Host["save"] = ({ view }) => this.#change({ recipe: view as unknown as Partial<PrepareView> });
    recipe.host = { ...this.host, save: keep };
    this.#recipe = recipe;
    if (this.#input) recipe.show(this.#input, this.#view.recipe);
    return recipe;
  }

  #change(view: Partial<ExperimentView>): void {
    this.#view = { ...this.#view, ...view };
    if (this.#input) this.host.save<ExperimentView>({ input: this.#input, view: this.#view });
    this.requestUpdate();
  }
}

define("ty-experiment-app", ExperimentApp);
