import { html, type TemplateResult } from "lit";
import type { Column } from "./columns.ts";

export interface Picker {
  all: readonly Column[];
  shown: readonly string[];
  onlyDifferences: boolean;
  choose: (columns: string[] | null) => void;
  differences: (only: boolean) => void;
}

const TITLES = { fact: "Run", metric: "Metrics", param: "Params" } as const;

/** Which columns to show. Opens in place, below its button. */
export function columnPicker({ all, shown, onlyDifferences, choose, differences }: Picker): TemplateResult {
  const chosen = new Set(shown);
  const toggle = (id: string) =>
    choose(
      chosen.has(id)
        ? shown.filter((other) => other !== id)
        : all.map((column) => column.id).filter((other) => chosen.has(other) || other === id),
    );
  return html`<details class="picker">
    <summary>Columns</summary>
    <div class="picker-body">
      <div class="actions">
        <button class="link" @click=${() => choose(null)}>Usual choice</button>
        <button class="link" @click=${() => choose(all.map(({ id }) => id))}>All</button>
        <vscode-checkbox ?checked=${onlyDifferences} @change=${(event: Event) => differences((event.target as HTMLInputElement).checked)}>Only what differs</vscode-checkbox>
      </div>
      ${(["fact", "metric", "param"] as const).map((kind) => {
        const columns = all.filter((column) => column.kind === kind && column.id !== "name");
        if (columns.length === 0) return "";
        return html`<fieldset>
          <legend>${TITLES[kind]}</legend>
          ${columns
            .slice(0, 200)
            .map(
              ({ id, label }) =>
                html`<label class=${kind}><input type="checkbox" .checked=${chosen.has(id)} @change=${() => toggle(id)} /> ${label}</label>`,
            )}
        </fieldset>`;
      })}
    </div>
  </details>`;
}
