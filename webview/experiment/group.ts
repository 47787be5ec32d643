import { html, type TemplateResult } from "lit";
import type { JsonSchema } from "../../src/protocol/prepare.ts";
import { codeIn } from "../prepare/field.ts";
import type { Shape } from "./shape.ts";

export type Group = Exclude<Shape, { shape: "field" }>;

export interface GroupOptions {
  shape: Group;
  title: string;
  value: unknown;
  problem: string | undefined;
  /** Writes the whole group; undefined takes it out. */
  set(value: unknown): void;
  /** The settings in it. */
  inside(schema: JsonSchema, keys?: readonly string[]): TemplateResult;
}

/** Settings that belong together: always there, to be switched on and off, or of one of several kinds. */
export function group(options: GroupOptions): TemplateResult {
  const { shape, title, problem } = options;
  return html`<fieldset class="group ${problem ? "wrong" : ""}">
    <legend>${shape.shape === "switch" ? onOff(shape, options) : title}</legend>
    ${problem ? html`<p class="option-problem">${problem}</p>` : ""}
    ${help(shape.schema)} ${shape.shape === "kinds" ? kinds(shape, options) : isOn(shape, options.value) ? options.inside(shape.schema) : ""}
  </fieldset>`;
}

const help = ({ description }: JsonSchema) => (description ? html`<p class="quiet option-help">${codeIn(description)}</p>` : "");

type Switch = Extract<Group, { shape: "switch" }>;
type Kinds = Extract<Group, { shape: "kinds" }>;

function onOff(shape: Switch, { title, value, set }: GroupOptions): TemplateResult {
  const toggle = (event: Event) => set((event.target as HTMLInputElement).checked ? onOf(shape) : shape.off);
  return html`<label class="tick"><input type="checkbox" .checked=${isOn(shape, value)} @change=${toggle} /> ${title}</label>`;
}

/** Left out of the file, a group that is off by default is off, one that has a default is on. */
function isOn(shape: Group, value: unknown): boolean {
  if (shape.shape !== "switch") return true;
  return value === undefined ? shape.off !== undefined : value !== shape.off;
}

/** One that is on where nothing is said is taken out; another holds nothing but what has to be said. */
const onOf = ({ off, schema }: Switch): unknown => (off !== undefined ? undefined : begun(schema));

function begun({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
  const needed = required.filter((key) => properties[key]?.default === undefined);
  return Object.fromEntries(needed.map((key) => [key, properties[key]?.enum?.[0] ?? properties[key]?.const ?? ""]));
}

/** One of several kinds, each with its own settings; what another kind has too is kept. */
function kinds({ key, options, optional }: Kinds, { title, value, set, inside }: GroupOptions): TemplateResult {
  const now = (value ?? {}) as Record<string, unknown>;
  const nameOf = ({ properties }: JsonSchema) => String(properties?.[key]?.const);
  const chosen = options.find((one) => nameOf(one) === now[key]);
  const choose = (event: Event) => {
    const next = options.find((one) => nameOf(one) === (event.target as HTMLSelectElement).value);
    const kept = Object.entries(now).filter(([name]) => name in (next?.properties ?? {}));
    set(next && { ...Object.fromEntries(kept), ...begun(next) });
  };
  return html`
    <select aria-label=${title} @change=${choose}>
      ${optional || !chosen ? html`<option value="" ?selected=${!chosen}>none</option>` : ""}
      ${options.map((one) => html`<option value=${nameOf(one)} ?selected=${one === chosen}>${nameOf(one)}</option>`)}
    </select>
    ${
      chosen
        ? html`${help(chosen.properties?.[key] ?? {})} ${inside(
            chosen,
            Object.keys(chosen.properties ?? {}).filter((name) => name !== key),
          )}`
        : ""
    }
  `;
}
