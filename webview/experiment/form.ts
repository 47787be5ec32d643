import { html, type TemplateResult } from "lit";
import type { ExperimentProblem } from "../../src/protocol/experiment.ts";
import type { FormColumn } from "../../src/protocol/form.ts";
import type { JsonSchema, PreviewColumn } from "../../src/protocol/prepare.ts";
import { codeIn, fieldView } from "../prepare/field.ts";
import { labelOf } from "../prepare/schema.ts";
import { problemAt } from "./problems.ts";
import { type Path, type Shape, shapeOf } from "./shape.ts";

export interface FormContext {
  problems: readonly ExperimentProblem[];
  columns: readonly FormColumn[];
  /** Writes a setting into the file; undefined takes it out. */
  set(path: Path, value: unknown): void;
}

/** The settings of an object of the file, each with the control that its schema asks for. `keys`: those wanted. */
export function settings(
  schema: JsonSchema,
  path: Path,
  value: unknown,
  context: FormContext,
  keys: readonly string[] = Object.keys(schema.properties ?? {}),
): TemplateResult {
  const object = (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {}) as Record<string, unknown>;
  const shapes = keys.map((key) => ({ key, shape: shapeOf(schema, key, object[key]) }));
  const plain = shapes.filter(({ shape }) => shape.shape === "field");
  const groups = shapes.filter(({ shape }) => shape.shape !== "field");
  return html`
    ${plain.length > 0 ? html`<div class="options">${plain.map(({ key, shape }) => setting(shape as Leaf, [...path, key], object[key], context))}</div>` : ""}
    ${groups.map(({ key, shape }) => group(shape as Group, key, [...path, key], object[key], context))}
  `;
}

type Leaf = Extract<Shape, { shape: "field" }>;
type Group = Exclude<Shape, Leaf>;

function setting({ field, read, write }: Leaf, path: Path, value: unknown, { problems, columns, set }: FormContext): TemplateResult {
  return fieldView(field, {
    id: `setting-${path.join("-")}`,
    value: read(value),
    problem: problemAt(problems, path, true),
    columns: columns.map(asPreviewColumn),
    lazy: true,
    set: (next) => set(path, write(next)),
  });
}

function group(shape: Group, key: string, path: Path, value: unknown, context: FormContext): TemplateResult {
  const { schema } = shape;
  const on = isOn(shape, value);
  const problem = problemAt(context.problems, path, false);
  const toggle = (event: Event) => context.set(path, (event.target as HTMLInputElement).checked ? onOf(shape) : offOf(shape));
  return html`<fieldset class="group ${problem ? "wrong" : ""}">
    <legend>
      ${
        shape.shape === "switch"
          ? html`<label class="tick"><input type="checkbox" .checked=${on} @change=${toggle} /> ${labelOf(key)}</label>`
          : labelOf(key)
      }
    </legend>
    ${problem ? html`<p class="option-problem">${problem}</p>` : ""}
    ${schema.description ? html`<p class="quiet option-help">${codeIn(schema.description)}</p>` : ""}
    ${on ? settings(schema, path, value, context) : ""}
  </fieldset>`;
}

/** Left out of the file, a group that is off by default is off, one that has a default is on. */
function isOn(shape: Group, value: unknown): boolean {
  if (shape.shape !== "switch") return true;
  return value === undefined ? shape.off !== undefined : value !== shape.off;
}

const offOf = (shape: Group): unknown => (shape.shape === "switch" ? shape.off : undefined);

/** One that is on where nothing is said is taken out; another holds nothing but what has to be said. */
const onOf = (shape: Group): unknown => (shape.shape === "switch" && shape.off !== undefined ? undefined : begun(shape.schema));

function begun({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
  const needed = required.filter((key) => properties[key]?.default === undefined);
  return Object.fromEntries(needed.map((key) => [key, properties[key]?.enum?.[0] ?? properties[key]?.const ?? ""]));
}

const asPreviewColumn = ({ name, kind }: FormColumn): PreviewColumn => ({ name, kind, change: "same", changedCells: 0, missing: 0 });
