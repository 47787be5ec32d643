import { html, type TemplateResult } from "lit";
import type { FormChange } from "../../src/protocol/form.ts";
import type { JsonSchema } from "../../src/protocol/prepare.ts";
import { plural } from "../../src/shared/format.ts";
import type { Host } from "../shared/host.ts";
import { type FormContext, part, settings } from "./form.ts";
import { modelForm } from "./model.ts";
import { problemsIn } from "./problems.ts";
import type { Section } from "./sections.ts";
import type { ExperimentState } from "./state.ts";

/** One part of the form. Where the text cannot be read, it is shown as it was, and cannot be changed. */
export function sectionForm(section: Section, state: ExperimentState, host: Host): TemplateResult {
  const { document, schema, problems, columns } = state;
  if (!document || !schema.value) return html``;
  const { content, broken } = document;
  const context: FormContext = {
    problems: problems.value ?? [],
    columns: columns.value ?? [],
    set: (path, value) => void state.change([value === undefined ? { path: [...path] } : { path: [...path], value }]),
  };
  const change = (changes: FormChange[]) => void state.change(changes);
  const form =
    section.id === "model"
      ? modelForm({ schema: schema.value.properties?.model ?? {}, content, algorithms: state.algorithms, context, change })
      : section.id === "training"
        ? trainingForm(schema.value, content, state, context)
        : section.id === "data"
          ? settings(schema.value, [], content, context, section.keys)
          : section.keys.map((key) => part(schema.value as JsonSchema, key, section.title, content[key], context));
  return html`<form class="section-form" aria-label=${section.title} @submit=${(event: Event) => event.preventDefault()} novalidate>
    ${section.id === "data" ? html`<p class="quiet">${section.help}</p>` : ""}
    ${problemList(section, state, host)}
    <fieldset class="plain" ?disabled=${broken !== null}>${form}</fieldset>
    ${unknownKeys(section, schema.value, content, host)}
  </form>`;
}

/** Settings that the algorithm does not heed come last, folded. */
function trainingForm(schema: JsonSchema, content: Record<string, unknown>, state: ExperimentState, context: FormContext): TemplateResult {
  const training = schema.properties?.training ?? {};
  const written = (content.training ?? {}) as Record<string, unknown>;
  const { algorithm } = (content.model ?? {}) as { algorithm?: string };
  const heeds = state.algorithms.value?.proposals.find((one) => one.algorithm === algorithm)?.heeds ?? null;
  const keys = Object.keys(training.properties ?? {});
  const heeded = keys.filter((key) => heeds === null || heeds.includes(key) || key in written);
  const idle = keys.filter((key) => !heeded.includes(key));
  return html`
    ${settings(training, ["training"], content.training, context, heeded)}
    ${
      idle.length > 0
        ? html`<details class="idle">
            <summary>${plural(idle.length, "setting")} that ${algorithm} does not use</summary>
            ${settings(training, ["training"], content.training, context, idle)}
          </details>`
        : ""
    }
  `;
}

/** What is wrong in this part, each with a way to its place in the text. */
function problemList(section: Section, { problems }: ExperimentState, host: Host): TemplateResult {
  const found = problemsIn(problems.value ?? [], section.keys);
  if (found.length === 0) return html``;
  return html`<ul class="problems" aria-label="Problems">
    ${found.map(({ severity, message, remedy, place: { line = 1, column = 1 } }) => {
      const show = () => void host.act({ action: "open-text", line, column });
      return html`<li class=${severity}>
        <span>${severity === "error" ? "Error" : "Warning"}: ${message} ${remedy}</span>
        <button class="link" @click=${show}>Line ${line}</button>
      </li>`;
    })}
  </ul>`;
}

/** Keys of the file that the schema does not have: they stay as they are. */
function unknownKeys({ id }: Section, { properties = {} }: JsonSchema, content: Record<string, unknown>, host: Host): TemplateResult {
  const unknown = id === "data" ? Object.keys(content).filter((key) => !(key in properties)) : [];
  if (unknown.length === 0) return html``;
  return html`<p class="quiet">
    Also in the file, and left as it is: ${unknown.join(", ")}.
    <button class="link" @click=${() => host.act({ action: "open-text" })}>Open text</button>
  </p>`;
}
