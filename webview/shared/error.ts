import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import type { ErrorFacts } from "../../src/shared/errors.ts";
import { icon } from "./icon.ts";

export interface ErrorChoices {
  act?: (action: PanelAction) => Promise<void>;
  retry?: () => void;
}

/** What went wrong, where, and the remedy; the remedy as a button where one click is enough. */
export function errorState(facts: ErrorFacts, { act, retry }: ErrorChoices = {}): TemplateResult {
  const place = placeOf(facts);
  const repair = act && facts.code in REPAIRS ? REPAIRS[facts.code] : undefined;
  return html`<section class="notice failed" role="alert">
    <div class="notice-icon">${icon("error", "Error", "tone-failed")}</div>
    <div class="notice-body">
      <p class="notice-message">${facts.message}</p>
      <p>${facts.remedy}</p>
      <p class="quiet">${place ? html`<span class="path">${place}</span> · ` : ""}<code>${facts.code}</code></p>
      <div class="actions">
        ${repair && act ? html`<vscode-button @click=${() => act(repair.action).then(retry)}>${repair.label}</vscode-button>` : ""}
        ${retry ? html`<vscode-button appearance="secondary" @click=${retry}>Try again</vscode-button>` : ""}
        ${act ? html`<vscode-button appearance="secondary" @click=${() => act({ action: "show-output" })}>Show output</vscode-button>` : ""}
      </div>
    </div>
  </section>`;
}

const REPAIRS: Record<string, { label: string; action: PanelAction }> = {
  "no-repository": { label: "Initialise repository", action: { action: "init-repository" } },
};

function placeOf({ place }: ErrorFacts): string {
  if (!place) return "";
  const { file, line, column, row, field } = place;
  const at = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":");
  return [at, row === undefined ? "" : `row ${row}`, field ?? ""].filter(Boolean).join(", ");
}
