import { html, nothing, type TemplateResult } from "lit";
import type { Progress } from "../../src/protocol/method.ts";

/** A thin line at the top with what is going on, Cancel, and perhaps a shorter way; it keeps its place when idle, so nothing jumps. */
export function progressLine(progress: Progress | null, cancel?: () => void, shorter?: { label: string; run: () => void }): TemplateResult {
  if (!progress) return html`<div class="progress idle"></div>`;
  const { message, fraction } = progress;
  const share = fraction === undefined ? "" : ` ${Math.round(fraction * 100)} %`;
  return html`<div class="progress">
    <progress aria-label=${message} max="1" value=${fraction ?? nothing}></progress>
    <div class="progress-text">
      <span role="status">${message}${share}</span>
      ${cancel ? html`<button class="link" @click=${cancel}>Cancel</button>` : ""}
      ${shorter ? html`<button class="link" @click=${shorter.run}>${shorter.label}</button>` : ""}
    </div>
  </div>`;
}
