import { html, type TemplateResult } from "lit";
import type { CurvesView } from "./view.ts";

/** Scale, smoothing and what x is. */
export function curveControls(view: CurvesView, unit: string, change: (view: Partial<CurvesView>) => void): TemplateResult {
  const value = (event: Event) => (event.target as HTMLInputElement).value;
  const option = (current: string, id: string, label: string) => html`<option value=${id} ?selected=${current === id}>${label}</option>`;
  return html`<div class="controls" role="group" aria-label="Curves">
    <label class="field">
      Scale
      <select @change=${(event: Event) => change({ log: value(event) === "log" })}>
        ${option(view.log ? "log" : "linear", "linear", "linear")} ${option(view.log ? "log" : "linear", "log", "log")}
      </select>
    </label>
    <label class="field">
      x
      <select aria-label="x axis" @change=${(event: Event) => change({ x: value(event) as CurvesView["x"] })}>
        ${option(view.x, "epoch", unit)} ${option(view.x, "time", "time since start")} ${option(view.x, "clock", "time of day")}
      </select>
    </label>
    <label class="field">
      Smoothing
      <input type="range" min="0" max="0.95" step="0.05" .value=${String(view.smoothing)} @input=${(event: Event) => change({ smoothing: Number(value(event)) })} />
      <span class="number smoothing-value">${view.smoothing.toFixed(2)}</span>
    </label>
  </div>`;
}
