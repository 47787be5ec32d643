import type { Preview, RawStep, StepFacts } from "../../src/protocol/prepare.ts";
import { plural } from "../../src/shared/format.ts";
import { labelOf } from "./schema.ts";

/** Names whose hyphens are more than blanks. */
const NAMES: Record<string, string> = {
  "one-hot-encode": "One-hot encode",
  "min-max-scale": "Min-max scale",
  "multi-label-binarise": "Multi-label binarise",
  "tf-idf": "TF-IDF",
};

/** `fill-missing` -> `Fill missing`. */
export const nameOf = ({ step }: RawStep): string => (typeof step === "string" && step ? (NAMES[step] ?? labelOf(step)) : "Unknown step");

const SELECTORS: Record<string, string> = {
  number: "all numbers",
  category: "all categories",
  boolean: "all truth values",
  date: "all dates",
  text: "all text",
  all: "all columns",
};

/** What a step works on: names, or all of a type. */
export function columnsOf({ columns }: RawStep): string {
  if (typeof columns === "string") return SELECTORS[columns] ?? columns;
  if (!Array.isArray(columns)) return "";
  return columns.length > 4 ? `${columns.slice(0, 3).join(", ")} and ${columns.length - 3} more` : columns.join(", ");
}

/** What a step did, in a few words. */
export function factsText(facts: StepFacts): string {
  if (facts.state === "off") return "switched off";
  if (facts.state === "idle") return "no column to work on";
  if (facts.state === "unreached") return "not reached";
  if (facts.state === "failed") return facts.error?.message ?? "failed";
  const gone = facts.rows[0] - facts.rows[1];
  const parts = [
    facts.added.length > 0 ? `+${plural(facts.added.length, "column")}` : "",
    facts.removed.length > 0 ? `\u2212${plural(facts.removed.length, "column")}` : "",
    gone > 0 ? `\u2212${plural(gone, "row")}` : "",
    facts.changedCells > 0 ? `${plural(facts.changedCells, "cell")} changed` : "",
    missingText(facts),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "changes nothing";
}

function missingText({ missing: [before, after] }: StepFacts): string {
  return before === after ? "" : `missing ${before.toLocaleString("en-US")} \u2192 ${after.toLocaleString("en-US")}`;
}

/** The same as a sentence for a screen reader. */
export function sayFacts(name: string, facts: StepFacts | undefined): string {
  if (!facts) return "";
  if (facts.state !== "done") return `${name}: ${factsText(facts)}.`;
  const gone = facts.rows[0] - facts.rows[1];
  const parts = [
    facts.added.length > 0 ? `${plural(facts.added.length, "column")} added` : "",
    facts.changed.length > 0 ? `${plural(facts.changed.length, "column")} with ${plural(facts.changedCells, "changed cell")}` : "",
    facts.removed.length > 0 ? `${plural(facts.removed.length, "column")} removed` : "",
    gone > 0 ? `${plural(gone, "row")} left out` : "",
    `${facts.missing[1].toLocaleString("en-US")} missing values afterwards`,
  ].filter(Boolean);
  return `${name}: ${parts.join(", ")}.`;
}

/** Which rows a preview is of. */
export function sampleText({ rows, of }: Preview["sample"]): string {
  if (rows === of) return `All ${plural(of, "training row")}`;
  return `${rows.toLocaleString("en-US")} of ${plural(of, "training row")}, drawn by a fixed seed`;
}
