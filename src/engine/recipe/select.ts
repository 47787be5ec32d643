import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column } from "../data/column.ts";
import { columnMissing, columnUnfit, stepPath } from "./errors.ts";
import { stepFor } from "./registry.ts";

/** The columns that a step works on: those named, or all of one type that it can work on. */
export function selectColumns(columns: readonly Column[], options: RecipeStep, index: number, booleans: ReadonlySet<string>): Column[] {
  const wanted = options.columns;
  const accepts = stepFor(options).accepts(options);
  const field = stepPath(index, "columns");
  if (wanted === "all") return columns.filter(({ kind }) => accepts.includes(kind));
  const chosen = Array.isArray(wanted)
    ? wanted.map((name) => columns.find((column) => column.name === name) ?? missing(name, columns, field))
    : columns.filter(({ name, kind }) => (wanted === "boolean" ? booleans.has(name) && kind === "number" : kind === wanted));
  const unfit = chosen.find(({ kind }) => !accepts.includes(kind));
  if (unfit) throw columnUnfit(unfit.name, unfit.kind, options.step, accepts, field);
  return [...new Set(chosen)];
}

function missing(name: string, columns: readonly Column[], field: string): never {
  throw columnMissing(
    name,
    columns.map((column) => column.name),
    field,
  );
}
