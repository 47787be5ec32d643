import { html, nothing, type TemplateResult } from "lit";
import type { JsonSchema, PreviewColumn } from "../../src/protocol/prepare.ts";
import "./columns-field.ts";
import { type Field, labelOf } from "./schema.ts";

export interface FieldOptions {
  value: unknown;
  problem: string | undefined;
  columns: readonly PreviewColumn[];
  /** Of the control; made of the option's name where absent. */
  id?: string;
  /** What is typed counts once it is left, or accepted with Enter. */
  lazy?: boolean;
  /** Undefined: left out, so that the default holds. */
  set: (value: unknown) => void;
}

/** The control for one option, with its description, its default greyed, and what is wrong with its value. */
export function fieldView(field: Field, options: FieldOptions): TemplateResult {
  const { key, schema, required } = field;
  const { problem } = options;
  const { id = `option-${key}` } = options;
  const group = ["columns", "names", "choices", "tuple"].includes(field.field.kind);
  const described = [schema.description ? `${id}-help` : "", problem ? `${id}-problem` : ""].filter(Boolean).join(" ");
  const label = html`${labelOf(key)}${required ? html` <span class="quiet">(needed)</span>` : ""}`;
  return html`<div class="option ${problem ? "wrong" : ""}" role=${group ? "group" : nothing} aria-labelledby=${group ? `${id}-label` : nothing}>
    ${field.field.kind === "boolean" ? "" : html`<label class="option-label" id="${id}-label" for=${group ? nothing : id}>${label}</label>`}
    ${controlOf(field, id, described, options)}
    ${problem ? html`<p class="option-problem" id="${id}-problem">${problem}</p>` : ""}
    ${schema.description ? html`<p class="quiet option-help" id="${id}-help">${codeIn(schema.description)}</p>` : ""}
  </div>`;
}

function controlOf(
  { key, schema, field }: Field,
  id: string,
  described: string,
  { value, problem, columns, set, lazy }: FieldOptions,
): TemplateResult {
  const common = { id, described: described || undefined, invalid: problem !== undefined };
  const preset = schema.default;
  const write = (next: unknown) => set(JSON.stringify(next) === JSON.stringify(preset) ? undefined : next);
  const now = value === undefined ? preset : value;
  const typed = (heard: (event: Event) => void) => (lazy ? nothing : heard);
  switch (field.kind) {
    case "columns":
    case "names":
      return html`<ty-columns-field
        .columns=${columns}
        .value=${now}
        .selectors=${field.kind === "columns"}
        .label=${labelOf(key)}
        @pick=${({ detail }: CustomEvent<unknown>) => set(field.kind === "names" && Array.isArray(detail) && detail.length === 0 ? undefined : detail)}
      ></ty-columns-field>`;
    case "boolean":
      return html`<label class="tick">
        <input type="checkbox" id=${id} .checked=${now === true} aria-describedby=${common.described ?? nothing} @change=${(event: Event) => write(checkedOf(event))} />
        ${labelOf(key)}
      </label>`;
    case "choice":
      return html`<select id=${id} class=${value === undefined ? "unset" : ""} aria-describedby=${common.described ?? nothing} aria-invalid=${common.invalid} @change=${(event: Event) => write(typedIn(event) || undefined)}>
        ${preset === undefined ? html`<option value="" ?selected=${now === undefined}>choose</option>` : ""}
        ${field.values.map((word) => html`<option value=${word} ?selected=${now === word}>${word}${word === preset ? " (default)" : ""}</option>`)}
      </select>`;
    case "choices":
      return html`<div class="choices ${value === undefined ? "unset" : ""}">
        ${field.values.map(
          (word) => html`<label class="tick">
            <input type="checkbox" .checked=${listOf(now).includes(word)} @change=${(event: Event) => write(field.values.filter((one) => (one === word ? checkedOf(event) : listOf(now).includes(one))))} />
            ${word}
          </label>`,
        )}
      </div>`;
    case "tuple":
      return html`<div class="tuple">
        ${field.items.map((_, at) => {
          const put = (event: Event) => write(field.items.map((__, i) => (i === at ? numberIn(typedIn(event)) : listOf(now)[i])));
          return html`<input class="text-input" type="number" step="any" aria-label="${labelOf(key)} ${at + 1}" .value=${String(listOf(now)[at] ?? "")} @change=${put} @input=${typed(put)} />`;
        })}
      </div>`;
    case "lines":
    case "json":
      return html`<textarea id=${id} class="text-input" rows=${field.kind === "json" && isShort(schema) ? 1 : 3} placeholder=${textOf(field.kind, preset)} aria-describedby=${common.described ?? nothing} aria-invalid=${common.invalid} .value=${textOf(field.kind, value)} @change=${(event: Event) => set(readText(field.kind, typedIn(event)))} @input=${typed((event) => set(readText(field.kind, typedIn(event))))}></textarea>`;
    default:
      return html`<input
          id=${id}
          class="text-input"
          list=${field.kind === "text" || field.kind === "either" ? `${id}-list` : nothing}
          inputmode=${field.kind === "number" ? "decimal" : nothing}
          autocomplete="off"
          placeholder=${textOf(field.kind, preset)}
          aria-describedby=${common.described ?? nothing}
          aria-invalid=${common.invalid}
          .value=${textOf(field.kind, value)}
          @change=${(event: Event) => set(readText(field.kind, typedIn(event), field.kind === "either" && !field.number))}
          @input=${typed((event) => set(readText(field.kind, typedIn(event), field.kind === "either" && !field.number)))}
        />
        ${
          field.kind === "text"
            ? suggested(
                id,
                columns.map(({ name }) => name),
              )
            : field.kind === "either"
              ? suggested(id, field.values)
              : ""
        }`;
  }
}

const suggested = (id: string, words: readonly string[]) =>
  html`<datalist id="${id}-list">${words.slice(0, 500).map((word) => html`<option value=${word}></option>`)}</datalist>`;

const typedIn = (event: Event): string => (event.target as HTMLInputElement).value;
const checkedOf = (event: Event): boolean => (event.target as HTMLInputElement).checked;
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const numberIn = (text: string): unknown => (text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text));

/** What was typed, as a value; undefined where nothing was. */
function readText(kind: string, text: string, onlyText = false): unknown {
  if (text === "") return undefined;
  if (kind === "text" || onlyText) return text;
  if (kind === "lines") return text.split("\n").filter((line) => line !== "");
  if (kind === "numbers")
    return text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(numberIn);
  if (kind !== "json") return numberIn(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(kind: string, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (kind === "lines") return listOf(value).join("\n");
  if (kind === "numbers") return listOf(value).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A word or a figure, of several forms. */
const isShort = ({ anyOf = [] }: JsonSchema): boolean =>
  anyOf.length > 0 && anyOf.every(({ type }) => typeof type === "string" && type !== "object" && type !== "array");

/** Text between backticks as code. */
export const codeIn = (text: string) => text.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part));
