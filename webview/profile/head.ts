import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import type { Profile } from "../../src/protocol/profile.ts";
import type { RejectedRows } from "../../src/protocol/reading.ts";
import { formatBytes, formatShare, plural } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";

export interface HeadOptions {
  file: string;
  target: string;
  rejectedRows: RejectedRows | undefined;
  profile: Profile | null;
  pick: (column: string) => void;
  prepare: () => void;
  act: (action: PanelAction) => Promise<void>;
}

/** The file, its figures, what to predict, and the way on. */
export function profileHead({ file, target, rejectedRows, profile, pick, prepare, act }: HeadOptions): TemplateResult {
  const about = { file, ...(target ? { target } : {}), ...(rejectedRows && { rejectedRows }) };
  const sample = profile?.sampledFrom == null ? {} : { sample: profile.rows };
  const json = () => act({ action: "save-as", name: `${stem(file)}.profile.json`, text: JSON.stringify(profile, null, 2) });
  return html`<header class="head">
    <div class="head-title">
      <h1 class="data" title=${file}>${file.split(/[\\/]/).at(-1)}</h1>
      ${profile ? profileFigures(profile) : html`<p class="figures quiet">&nbsp;</p>`}
    </div>
    <div class="head-actions">
      <label class="field">Target ${targetPicker(profile, target, pick)}</label>
      <span class="export" role="group" aria-label="Export">
        ${icon("export")}
        <button class="link" ?disabled=${!profile} @click=${() => act({ action: "export-profile", ...about, ...sample })}>Export HTML</button>
        <button class="link" ?disabled=${!profile} @click=${json}>Export JSON</button>
      </span>
      <vscode-button appearance="secondary" ?disabled=${!profile} @click=${prepare}>Prepare...</vscode-button>
      <vscode-button ?disabled=${!profile} @click=${() => act({ action: "new-experiment", ...about })}>New experiment...</vscode-button>
    </div>
  </header>`;
}

export function profileFigures(profile: Profile): TemplateResult {
  const { rows, sampledFrom, columns, missingCells, duplicateRows, bytes } = profile;
  const cells = rows * columns.length;
  return html`<p class="figures">
    <span>${sampledFrom === null ? plural(rows, "row") : `sample of ${rows.toLocaleString("en-US")} of ${plural(sampledFrom, "row")}`}</span>
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

const stem = (file: string): string => (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]+$/, "");
