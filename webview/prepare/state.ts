import type { ReactiveControllerHost } from "lit";
import type { PanelInput } from "../../src/protocol/panel.ts";
import type {
  PrepareDocument,
  Preview,
  PreviewColumn,
  PreviewWanted,
  StepFacts,
  StepKind,
  Suggestion,
} from "../../src/protocol/prepare.ts";
import type { CallOptions } from "../../src/protocol/rpc.ts";
import { BLOCK_ROWS } from "../grid/pages.ts";
import type { Host } from "../shared/host.ts";
import { Load } from "../shared/load.ts";
import { problemsOf } from "./check.ts";
import { Shown } from "./shown.ts";
import { type Draft, editOf, type PrepareView, START } from "./view.ts";

const TYPING_MS = 250;
const SUGGEST_MS = 800;

interface Owner extends ReactiveControllerHost {
  /** A preview has come. */
  told(): void;
}

/** What the panel knows: the file, the step that is looked at or written, what it does. The latest question wins. */
export class PrepareState {
  document: PrepareDocument | null = null;
  draft: Draft | null = null;
  view: PrepareView;
  shown: Shown | null = null;
  /** What each step does, as far as it is known for the recipe as it is. */
  facts: (StepFacts | undefined)[] = [];
  /** Columns that there are before the step that is written. */
  columnsBefore: PreviewColumn[] = [];
  readonly opening: Load<PrepareDocument>;
  readonly kinds: Load<StepKind[]>;
  readonly suggestions: Load<Suggestion[]>;
  readonly preview: Load<Preview>;
  readonly #rest: Load<Preview>;
  readonly #before: Load<Preview>;
  readonly #owner: Owner;
  readonly #host: Host;
  readonly #input: PanelInput;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #suggesting: ReturnType<typeof setTimeout> | undefined;
  #suggestedFor = "";
  /** The recipe has changed since, otherwise than by a suggestion: where they would go is no longer right. */
  outdated = false;
  #taking = false;

  constructor(owner: Owner, host: Host, input: PanelInput, view: Partial<PrepareView> = {}) {
    this.#owner = owner;
    this.#host = host;
    this.#input = input;
    this.view = { ...START, ...view };
    this.opening = new Load(owner);
    this.kinds = new Load(owner);
    this.suggestions = new Load(owner);
    this.preview = new Load(owner);
    this.#rest = new Load(owner);
    this.#before = new Load(owner);
  }

  begin(): void {
    const { client } = this.#host;
    client.on("prepare/changed", (document) => this.#read(document));
    void this.kinds.run((options) => client.request("recipe/steps", { folder: this.#input.folder }, options));
    void this.opening.run(async (options) => {
      const document = await client.request("prepare/document", null, options);
      this.#read(document);
      return document;
    });
  }

  /** Index of the step that is looked at; -1 for the data. */
  get selected(): number {
    const last = (this.document?.recipe.length ?? 0) - 1;
    return Math.min(this.view.selected ?? last, last);
  }

  change(view: Partial<PrepareView>): void {
    this.view = { ...this.view, ...view };
    this.#host.save<PrepareView>({ input: this.#input, view: this.view });
    this.#look();
  }

  /** Begins, goes on with, or (null) leaves the writing of a step. */
  setDraft(draft: Draft | null): void {
    const typing = draft !== null && this.draft !== null;
    const other = draft?.at !== this.draft?.at || !typing;
    this.draft = draft;
    this.#owner.requestUpdate();
    clearTimeout(this.#typing);
    if (draft && other) void this.#readColumns(draft.at);
    if (typing) this.#typing = setTimeout(() => this.#look(), TYPING_MS);
    else this.#look();
  }

  /** Does what a suggestion says; the others keep their order, and can be taken at once. */
  async take(taken: Suggestion, apply: () => Promise<boolean>): Promise<void> {
    this.#taking = true;
    const done = await apply();
    this.#taking = false;
    if (!done || !this.suggestions.value) return;
    const at = this.suggestions.value.indexOf(taken);
    this.suggestions.value = this.suggestions.value.flatMap((other, index) =>
      index === at ? [] : [taken.edit.edit === "add" ? shifted(other, taken.edit.at, index > at) : other],
    );
    this.#owner.requestUpdate();
  }

  #read(document: PrepareDocument): void {
    const same = JSON.stringify(document.recipe) === JSON.stringify(this.document?.recipe) && document.data === this.document?.data;
    const first = this.document === null;
    this.document = document;
    if (this.draft?.mode === "edit" && this.draft.at >= document.recipe.length) this.draft = null;
    if (this.draft && this.draft.at > document.recipe.length) this.draft = { ...this.draft, at: document.recipe.length };
    this.#owner.requestUpdate();
    if (document.broken || (same && !first && !document.dirty)) return;
    if (!same && !this.#taking) this.outdated = true;
    this.facts = same ? this.facts : this.facts.map(() => undefined);
    this.#look();
    if (!first) this.#suggestSoon(SUGGEST_MS);
  }

  /** The step that is written cannot be tried out yet: what it will work on is shown instead. */
  get unfinished(): boolean {
    const { draft } = this;
    const kind = draft && this.kinds.value?.find(({ name }) => name === draft.step.step);
    return draft !== null && (!kind || problemsOf(kind.schema, draft.step).size > 0);
  }

  /** Asks for what is to be seen now. */
  #look(): void {
    this.#owner.requestUpdate();
    if (!this.document || this.document.broken) return;
    const { draft, unfinished } = this;
    const step = draft ? draft.at - Number(unfinished) : this.selected;
    const wanted: PreviewWanted = {
      step,
      from: 0,
      count: BLOCK_ROWS,
      ...(draft && !unfinished ? { edit: editOf(draft) } : {}),
      ...(this.view.changedOnly && step >= 0 && !unfinished ? { changedOnly: true } : {}),
    };
    const ask = (part: PreviewWanted, options: CallOptions) => this.#host.client.request("prepare/preview", part, options);
    void this.preview.run(async (options) => {
      const preview = await ask(wanted, options);
      if (options.signal?.aborted) return preview;
      this.shown = new Shown(preview, wanted, ask);
      if (!draft) this.#keepFacts(preview);
      this.#owner.told();
      if (this.#suggestedFor === "") this.#suggestSoon(0); // the rows come first
      return preview;
    }, "Fitting the recipe");
  }

  /** Keeps what steps did, and asks for the steps after the one that is looked at. */
  #keepFacts({ step, steps }: Preview): void {
    const last = (this.document?.recipe.length ?? 0) - 1;
    this.facts = [...steps, ...this.facts.slice(steps.length, last + 1)];
    if (step >= last) return;
    void this.#rest.run(async (options) => {
      const rest = await this.#host.client.request("prepare/preview", { step: last, from: 0, count: 0 }, options);
      if (!options.signal?.aborted) this.facts = rest.steps;
      return rest;
    });
  }

  async #readColumns(at: number): Promise<void> {
    const known = await this.#before.run((options) =>
      this.#host.client.request("prepare/preview", { step: at - 1, from: 0, count: 0 }, options),
    );
    this.columnsBefore = known?.columns.filter(({ change }) => change !== "removed") ?? [];
    this.#owner.requestUpdate();
  }

  #suggestSoon(delay: number): void {
    clearTimeout(this.#suggesting);
    const key = JSON.stringify(this.document?.recipe);
    if (key === this.#suggestedFor) return;
    this.#suggesting = setTimeout(() => {
      this.#suggestedFor = key;
      void this.suggestions.run(async (options) => {
        const found = await this.#host.client.request("prepare/suggest", null, options);
        if (!options.signal?.aborted) this.outdated = key !== JSON.stringify(this.document?.recipe);
        return found;
      });
    }, delay);
  }
}

/** A suggestion, once a step was added at `place`: those listed later come after it. */
function shifted(suggestion: Suggestion, place: number, later: boolean): Suggestion {
  const { edit } = suggestion;
  if (edit.edit !== "add" || edit.at < place || (edit.at === place && !later)) return suggestion;
  return { ...suggestion, edit: { ...edit, at: edit.at + 1 } };
}
