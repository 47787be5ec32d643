import { html, type TemplateResult } from "lit";
import type { Suggestion } from "../../src/protocol/prepare.ts";
import { icon } from "../shared/icon.ts";

export interface SuggestionsOptions {
  suggestions: readonly Suggestion[] | null;
  busy: boolean;
  frozen: boolean;
  take: (suggestion: Suggestion) => void;
  look: (suggestion: Suggestion) => void;
}

/** What is worth doing, each with its reason: one click does it, another shows first what it would do. */
export function suggestionList({ suggestions, busy, frozen, take, look }: SuggestionsOptions): TemplateResult {
  if (!suggestions) return html`${busy ? html`<p class="quiet suggest-note">Looking for suggestions</p>` : ""}`;
  return html`<section class="suggestions" aria-label="Suggestions">
    <h2>Suggestions ${suggestions.length > 0 ? html`<span class="badge">${suggestions.length}</span>` : ""}</h2>
    ${suggestions.length === 0 ? html`<p class="quiet">${icon("pass", undefined, "tone-passed")} Nothing stands out.</p>` : ""}
    <ul>
      ${suggestions.map(
        (suggestion) => html`<li class="suggestion">
          <p class="suggestion-title">${suggestion.title}</p>
          <p class="quiet">${suggestion.reason}</p>
          <div class="step-tools">
            <button class="link" ?disabled=${frozen} aria-label="Add: ${suggestion.title}" @click=${() => take(suggestion)}>${suggestion.edit.edit === "exclude" ? "Exclude" : "Add"}</button>
            ${
              suggestion.edit.edit === "add"
                ? html`<button class="link" ?disabled=${frozen} aria-label="Preview: ${suggestion.title}" @click=${() => look(suggestion)}>Preview</button>`
                : ""
            }
          </div>
        </li>`,
      )}
    </ul>
  </section>`;
}
