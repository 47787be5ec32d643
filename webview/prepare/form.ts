import { html, type TemplateResult } from "lit";
import type { PreviewColumn, RawStep, StepKind } from "../../src/protocol/prepare.ts";
import { problemsOf } from "./check.ts";
import { fieldView } from "./field.ts";
import { fieldsOf } from "./schema.ts";
import { nameOf } from "./sentences.ts";
import type { Draft } from "./view.ts";

export interface FormOptions {
  draft: Draft;
  kind: StepKind;
  /** Columns that there are before the step. */
  columns: readonly PreviewColumn[];
  /** What the engine says is wrong, by option; under `""` what is about the step as a whole. */
  refused: ReadonlyMap<string, string>;
  /** The user has tried to accept: say what is still missing. */
  strict: boolean;
  busy: boolean;
  change: (step: RawStep) => void;
  accept: () => void;
  cancel: () => void;
}

/** A step's options as a form, made from its JSON Schema. */
export function stepForm({ draft, kind, columns, refused, strict, busy, change, accept, cancel }: FormOptions): TemplateResult {
  const { step, mode, at } = draft;
  const problems = problemsOf(kind.schema, step);
  const whole = refused.get("");
  const submit = (event: Event) => {
    event.preventDefault();
    accept();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    cancel();
  };
  return html`<form class="form" aria-label="${mode === "add" ? "New step" : `Step ${at + 1}`}: ${nameOf(step)}" @submit=${submit} @keydown=${leave} novalidate>
    <h2 tabindex="-1">${nameOf(step)}</h2>
    <p class="quiet">${kind.description}</p>
    ${whole ? html`<p class="option-problem" role="alert">${whole}</p>` : ""}
    <div class="options">
      ${fieldsOf(kind.schema).map((field) => {
        const own = problems.get(field.key);
        const shown = own && (strict || step[field.key] !== undefined) ? own : refused.get(field.key);
        return fieldView(field, {
          value: step[field.key],
          problem: shown,
          columns,
          set: (value) => change({ ...step, [field.key]: value }),
        });
      })}
    </div>
    <div class="actions form-actions">
      <vscode-button type="button" ?disabled=${busy} @click=${accept}>Accept</vscode-button>
      <vscode-button type="button" appearance="secondary" @click=${cancel}>Cancel</vscode-button>
    </div>
    <button class="visually-hidden" type="submit" tabindex="-1" aria-hidden="true"></button>
  </form>`;
}

/** The step without options that are left at their default. */
export const cleaned = (step: RawStep): RawStep => Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined));
