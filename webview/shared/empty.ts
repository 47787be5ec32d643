import { html, type TemplateResult } from "lit";

export interface NextStep {
  label: string;
  run: () => void;
  primary?: boolean;
}

/** Nothing here yet: why, and the next step as a button. */
export function emptyState(title: string, text: string, steps: readonly NextStep[] = []): TemplateResult {
  return html`<section class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
    <div class="actions">
      ${steps.map(
        ({ label, run, primary }) =>
          html`<vscode-button appearance=${primary ? "primary" : "secondary"} @click=${run}>${label}</vscode-button>`,
      )}
    </div>
  </section>`;
}
