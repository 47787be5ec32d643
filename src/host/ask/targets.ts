import type { ColumnProfile, Profile } from "../../protocol/profile.ts";

export interface TargetChoice {
  name: string;
  /** `category, 3 classes`, `number, 32.1 to 59.6`. */
  what: string;
}

const NEVER = new Set(["identifier", "constant", "empty", "unsupported"]);
const TELLING =
  /^(target|label|class|y|outcome|response|species|survived|churn(ed)?|default(ed)?|fraud|price|salary|diagnosis|quality|rating|result)$/i;
const MOST_CLASSES = 20;

/** Columns that could be predicted, the likeliest first: a telling name, then few classes, then the last place in the file. */
export function targetsOf({ columns }: Pick<Profile, "columns">): TargetChoice[] {
  return columns
    .map((column, index) => ({ column, index, score: score(column, index, columns.length) }))
    .filter(({ column }) => !NEVER.has(column.type) && column.distinct > 1)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ column }) => ({ name: column.name, what: describe(column) }));
}

function score({ name, type, distinct }: ColumnProfile, index: number, count: number): number {
  const last = index === count - 1 ? 2 : 0;
  const classes = type !== "number" && type !== "date" && type !== "text" && distinct <= MOST_CLASSES ? 1.5 : 0;
  const awkward = type === "text" || type === "date" ? -3 : 0;
  return (TELLING.test(name) ? 4 : 0) + last + classes + awkward;
}

function describe({ type, distinct, min, max }: ColumnProfile): string {
  if (type === "category" || type === "boolean" || (type === "integer" && distinct <= 10)) return `${type}, ${distinct} classes`;
  if (min === null || max === null || type === "date") return `${type}, ${distinct} different values`;
  return `${type}, ${min} to ${max}`;
}
