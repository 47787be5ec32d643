import { html, type TemplateResult } from "lit";
import type { PrepareDocument } from "../../src/protocol/prepare.ts";
import type { Host } from "../shared/host.ts";

export interface HeadOptions {
  file: string;
  document: PrepareDocument | null;
  host: Host;
}

/** The file, whether it is saved, and what can be done with all of it. */
export function prepareHead({ file, document, host }: HeadOptions): TemplateResult {
  const plain = (label: string, action: Parameters<Host["act"]>[0]) =>
    html`<vscode-button appearance="secondary" @click=${() => host.act(action)}>${label}</vscode-button>`;
  return html`<header class="head">
    <div class="head-title">
      <h1 title=${file}>${file
        .split(/[\\/]/)
        .at(-1)
        ?.replace(/\.experiment\.json$/i, "")}</h1>
      <p class="quiet">
        ${document?.target ? html`predicts <span class="data">${document.target}</span>` : "\u00a0"}
        ${document?.dirty ? html` · not saved` : ""}
      </p>
    </div>
    <div class="head-actions">
      ${plain("Undo", { action: "undo" })} ${plain("Redo", { action: "redo" })} ${plain("Open text", { action: "open-text" })}
      ${plain("Show as code", { action: "show-code" })}
      <vscode-button ?disabled=${!document || document.broken !== null} @click=${() => host.act({ action: "train", file })}>Train</vscode-button>
    </div>
  </header>`;
}

/** The text cannot be read: where, and a way there. */
export function brokenNotice({ broken }: PrepareDocument, host: Host): TemplateResult {
  if (!broken) return html``;
  const { message, line, column } = broken;
  return html`<section class="notice info" role="alert">
    <div class="notice-body">
      <p class="notice-message">The text cannot be read in line ${line}, column ${column}: ${message}</p>
      <p>The steps below are as they were last. They can be changed again once the text is right.</p>
      <div class="actions">
        <vscode-button @click=${() => host.act({ action: "open-text", line, column })}>Show in text editor</vscode-button>
      </div>
    </div>
  </section>`;
}
