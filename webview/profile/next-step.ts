import { html, type TemplateResult } from "lit";
import type { Alert } from "../../src/protocol/profile.ts";

/** What is usually done about an alert, in words; the panel that prepares data has it ready. */
const STEPS: Record<string, string> = {
  CONSTANT: "Drop the column...",
  DIRTY_CATEGORY: "Clean the text...",
  DUPLICATES: "Drop duplicates...",
  HIGH_CARDINALITY: "Encode...",
  INFINITE: "Replace...",
  LEAKAGE: "Leave it out...",
  MISSING: "Fill or drop...",
  NEAR_DUPLICATES: "Drop duplicates...",
  SKEWED: "Transform...",
  TYPE_DATE: "Change the type...",
  UNIQUE: "Leave it out...",
};

/** The next step as a link to where it is done; nothing where there is none. */
export function nextStep({ kind, severity }: Alert): TemplateResult | string {
  const label = STEPS[kind];
  if (label === undefined || severity !== "warning") return "";
  const prepare = (event: Event) => event.currentTarget?.dispatchEvent(new CustomEvent("prepare", { bubbles: true }));
  return html`<button class="link controls" @click=${prepare}>${label}</button>`;
}
