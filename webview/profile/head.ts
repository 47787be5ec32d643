import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import { formatBytes, formatShare, plural } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";

export interface HeadOptions {
  file: string;
  target: string;
  profile: Profile | null;
  pick: (column: string) => void;
  newExperiment: () => void;
  save: () => void;
}

/** The file, its figures, what to predict, and the way on. */
export function profileHead({ file, target, profile, pick, newExperiment, save }: HeadOptions): TemplateResult {
  return html`<header class="head">
    <div class="head-title">
      <h1 class="data" title=${file}>${file.split(/[\\/]/).at(-1)}</h1>
      ${profile ? profileFigures(profile) : html`<p class="figures quiet">&nbsp;</p>`}
    </div>
    <div class="head-actions">
      <label class="field">Target ${targetPicker(profile, target, pick)}</label>
      <vscode-button appearance="secondary" ?disabled=${!profile} @click=${save}>${icon("save")}&nbsp;Save JSON</vscode-button>
      <vscode-button ?disabled=${!profile} @click=${newExperiment}>New experiment</vscode-button>
    </div>
  </header>`;
}

export function profileFigures(profile: Profile): TemplateResult {
  const { rows, columns, missingCells, duplicateRows, bytes } = profile;
  const cells = rows * columns.length;
  return html`<p class="figures">
    <span>${plural(rows, "row")}</span>
    <span>${plural(columns.length, "column")}</span>
    <span>${missingCells.toLocaleString("en-US")} missing${cells > 0 && missingCells > 0 ? ` (${formatShare(missingCells, cells)})` : ""}</span>
    <span>${plural(duplicateRows, "duplicate")}</span>
    <span class="quiet">${formatBytes(bytes)}</span>
  </p>`;
}

function targetPicker(profile: Profile | null, target: string, pick: (column: string) => void): TemplateResult {
  const names = profile?.columns.map(({ name }) => name) ?? (target ? [target] : []);
  return html`<select ?disabled=${!profile} @change=${(event: Event) => pick((event.target as HTMLSelectElement).value)}>
    <option value="" ?selected=${target === ""}>none</option>
    ${names.map((name) => html`<option value=${name} ?selected=${name === target}>${name}</option>`)}
  </select>`;
}
