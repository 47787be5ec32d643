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
  let kind = kindOf(column);
  return recipe.some((step) => {
    if (!step.enabled) return false;
    const covered = covers(step.columns, column, kind);
    if (step.step === "keep-columns") return !covered;
    if (covered && step.step === "change-type") kind = step.to === "boolean" ? "number" : step.to;
    return covered && (step.step === "drop-columns" || by.includes(step.step));
  });
}

function covers(columns: RecipeStep["columns"], { name, type }: ColumnProfile, kind: string | null): boolean {
  if (Array.isArray(columns)) return columns.includes(name);
  return columns === "all" || (columns === "boolean" ? type === "boolean" : columns === kind);
}
