import type { RecipeStep } from "../../protocol/experiment.ts";
import type { ColumnProfile } from "../../protocol/profile.ts";

/** Kind that a recipe takes a column for; null for what no step can use. */
export function kindOf({ type, storage }: ColumnProfile): string | null {
  if (type === "number" || type === "integer" || type === "boolean") return storage === "VARCHAR" ? "category" : "number";
  if (type === "category" || type === "date" || type === "text") return type;
  if (/^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/.test(storage)) return "number";
  if (/^(DATE|TIMESTAMP)/.test(storage)) return "date";
  return storage === "VARCHAR" ? "category" : null;
}

/** Whether a step that is one of `by`, or drops the column, is on for this column. */
export function handled(recipe: readonly RecipeStep[], column: ColumnProfile, by: readonly string[]): boolean {
  return recipe.some((step) => {
    if (!step.enabled) return false;
    if (step.step === "keep-columns") return !covers(step.columns, column);
    return (step.step === "drop-columns" || by.includes(step.step)) && covers(step.columns, column);
  });
}

function covers(columns: RecipeStep["columns"], column: ColumnProfile): boolean {
  if (Array.isArray(columns)) return columns.includes(column.name);
  return columns === "all" || (columns === "boolean" ? column.type === "boolean" : columns === kindOf(column));
}
