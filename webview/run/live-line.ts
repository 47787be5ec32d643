import { html, type TemplateResult } from "lit";
import { countText, isLearning, remainingText } from "../../src/protocol/progress.ts";
import type { RunSnapshot, RunSummary } from "../../src/protocol/run.ts";
import { formatNumber } from "../../src/shared/format.ts";

/** How far a live run is: what it does or waits for, its count, what is left, and its figures. Only what it does is read out. */
export function liveLine(snapshot: RunSnapshot | null): TemplateResult {
  const { phase = "running", fraction = null } = snapshot ?? {};
  const count = snapshot ? countText(snapshot) : "";
  const left = snapshot && isLearning(snapshot) ? remainingText(snapshot) : "";
  const share = fraction === null ? "" : `${Math.floor(fraction * 100)} %`;
  return html`<div class="live">
    <progress aria-label="Progress of the run: ${count || phase}" max="1" .value=${fraction ?? 0}></progress>
    <span role="status">${phase}</span>
    ${count ? html`<span class="figure">${count}</span>` : ""} ${share && count ? html`<span class="figure">${share}</span>` : ""}
    ${left ? html`<span class="figure">${left}</span>` : ""} ${snapshot ? figures(snapshot.run, snapshot.unit) : ""}
  </div>`;
}

const LEARNING_RATE = /^(learning_?rate|lr)$/i;

function figures({ metrics }: RunSummary, unit: string): TemplateResult {
  const rate = Object.entries(metrics).find(([name]) => LEARNING_RATE.test(name))?.[1];
  const [judged, best] = Object.entries(metrics).find(([name]) => name.startsWith("val_")) ?? [];
  return html`
    ${metrics.loss ? html`<span class="metric figure">loss ${formatNumber(metrics.loss.last)}</span>` : ""}
    ${best && best.steps > 1 ? html`<span class="metric figure">best ${judged} ${formatNumber(best.best)} in ${unit} ${best.bestStep.toLocaleString("en-US")}</span>` : ""}
    ${rate ? html`<span class="figure">learning rate ${formatNumber(rate.last)}</span>` : ""}
  `;
}
