import { relabel } from "../lookup.ts";
import { perColumn, type StepOptions } from "../step.ts";

/** Takes the whitespace off both ends of labels and texts. What is empty then is missing. */
export const stripWhitespace = perColumn<StepOptions<"strip-whitespace">, null>({
  accepts: () => ["category", "text"],
  fit: () => null,
  apply(column, { inner }) {
    if (column.kind !== "category" && column.kind !== "text") return [column];
    return [relabel(column, (text) => (inner ? text.trim().replace(/\s+/g, " ") : text.trim()) || null)];
  },
});
