import { html, type TemplateResult } from "lit";
import type { ExperimentProblem } from "../../src/protocol/experiment.ts";
import type { FormColumn } from "../../src/protocol/form.ts";
import type { JsonSchema, PreviewColumn } from "../../src/protocol/prepare.ts";
import { codeIn, fieldView } from "../prepare/field.ts";
import { labelOf } from "../prepare/schema.ts";
import { type Group, group } from "./group.ts";
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
    ${groups.map(({ key, shape }) => groupOf(shape as Group, labelOf(key), [...path, key], object[key], context))}
  `;
}

type Leaf = Extract<Shape, { shape: "field" }>;

/** A key of the file that is a part of the form by itself: what is in it, without a frame around it. */
export function part(schema: JsonSchema, key: string, title: string, value: unknown, context: FormContext): TemplateResult {
  const shape = shapeOf(schema, key, value);
  if (shape.shape === "group") return html`${help(shape.schema)} ${settings(shape.schema, [key], value, context)}`;
  return shape.shape === "field" ? settings(schema, [], { [key]: value }, context, [key]) : groupOf(shape, title, [key], value, context);
}

const help = ({ description = "" }: JsonSchema) => (description ? html`<p class="quiet">${codeIn(description)}</p>` : "");

function groupOf(shape: Group, title: string, path: Path, value: unknown, context: FormContext): TemplateResult {
  const inside = (schema: JsonSchema, keys?: readonly string[]) => settings(schema, path, value, context, keys);
  return group({ shape, title, value, problem: problemAt(context.problems, path, false), set: (next) => context.set(path, next), inside });
}

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

const asPreviewColumn = ({ name, kind }: FormColumn): PreviewColumn => ({ name, kind, change: "same", changedCells: 0, missing: 0 });
