import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column } from "../data/column.ts";
import { columnMissing, columnUnfit, stepPath } from "./errors.ts";
import { stepFor } from "./registry.ts";

/**
 * The columns that a step is handed: those it works on, then those that its options speak of. None where it has nothing
 * to work on; a step that accepts no kind works on the latter alone.
 */
export function selectColumns(columns: readonly Column[], options: RecipeStep, index: number, booleans: ReadonlySet<string>): Column[] {
  const used = stepFor(options).uses?.(options) ?? [];
  const free = Array.isArray(options.columns) ? columns : columns.filter(({ name }) => !used.includes(name));
  const chosen = workedOn(free, options, index, booleans);
  if (chosen.length === 0 && stepFor(options).accepts(options).length > 0) return [];
  const others = used.map((name) => columns.find((column) => column.name === name) ?? missing(name, columns, stepPath(index)));
  return [...new Set([...chosen, ...others])];
}

/** The columns that a step works on: those named, or all of one type that it can work on; for some steps all but these. */
function workedOn(columns: readonly Column[], options: RecipeStep, index: number, booleans: ReadonlySet<string>): Column[] {
  const wanted = options.columns;
  const accepts = stepFor(options).accepts(options);
  const field = stepPath(index, "columns");
  if (wanted === "all") return stepFor(options).onOthers ? [] : columns.filter(({ kind }) => accepts.includes(kind));
  const chosen = Array.isArray(wanted)
    ? wanted.map((name) => columns.find((column) => column.name === name) ?? missing(name, columns, field))
    : columns.filter(({ name, kind }) => (wanted === "boolean" ? booleans.has(name) && kind === "number" : kind === wanted));
  const unfit = chosen.find(({ kind }) => !accepts.includes(kind));
  if (unfit) throw columnUnfit(unfit.name, unfit.kind, options.step, accepts, field);
  return stepFor(options).onOthers ? columns.filter((column) => !chosen.includes(column)) : chosen;
}

function missing(name: string, columns: readonly Column[], field: string): never {
  throw columnMissing(
    name,
    columns.map((column) => column.name),
    field,
  );
}
