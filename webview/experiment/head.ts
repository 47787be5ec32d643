import { html, type TemplateResult } from "lit";
import type { ExperimentFigure } from "../../src/protocol/form.ts";
import type { PrepareDocument } from "../../src/protocol/prepare.ts";
import type { Host } from "../shared/host.ts";

export interface HeadOptions {
  file: string;
  document: PrepareDocument | null;
  figures: readonly ExperimentFigure[];
  host: Host;
}

/** The file, whether it is saved, how its runs did, and what can be done with all of it. */
export function experimentHead({ file, document, figures, host }: HeadOptions): TemplateResult {
  const plain = (label: string, action: Parameters<Host["act"]>[0]) =>
    html`<vscode-button appearance="secondary" @click=${() => host.act(action)}>${label}</vscode-button>`;
  const live = figures.some((figure) => figure.live);
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
      ${
        figures.length > 0
          ? html`<ul class="figures" aria-label="Runs">
              ${figures.map(({ text, tooltip, action }) => html`<li><button class="link" title=${tooltip} @click=${() => host.act(action)}>${text}</button></li>`)}
            </ul>`
          : ""
      }
    </div>
    <div class="head-actions">
      ${plain("Undo", { action: "undo" })} ${plain("Redo", { action: "redo" })} ${plain("Open text", { action: "open-text" })}
      ${plain("Show as code", { action: "show-code" })}
      ${
        live
          ? ""
          : html`<vscode-button ?disabled=${!document || document.broken !== null} @click=${() => host.act({ action: "train", file })}>Train</vscode-button>`
      }
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
      <p>What is shown below is as it was last. It can be changed again once the text is right.</p>
      <div class="actions">
        <vscode-button @click=${() => host.act({ action: "open-text", line, column })}>Show in text editor</vscode-button>
      </div>
    </div>
  </section>`;
}
