import { html, type TemplateResult } from "lit";
import type { Alert } from "../../src/protocol/profile.ts";
import { define, PanelElement } from "../shared/element.ts";
import { icon } from "../shared/icon.ts";

const FIRST = 6;

/** The alerts, warnings first; the first few until asked for all. Each leads to what it is about. */
export class AlertsElement extends PanelElement {
  static override properties = { alerts: { attribute: false }, all: { type: Boolean } };
  declare alerts: Alert[];
  declare all: boolean;

  constructor() {
    super();
    this.alerts = [];
    this.all = false;
  }

  override render(): TemplateResult {
    const sorted = [...this.alerts].sort((a, b) => Number(b.severity === "warning") - Number(a.severity === "warning"));
    if (sorted.length === 0) return html`<p class="alerts none">${icon("pass", undefined, "tone-passed")} No alerts.</p>`;
    const shown = this.all ? sorted.slice(0, 500) : sorted.slice(0, FIRST);
    const more = sorted.length - shown.length;
    return html`<ul class="alerts" aria-label="Alerts">
      ${shown.map((alert) => html`<li><button class="bare" title=${alert.kind} @click=${() => this.send("open-alert", alert)}>${alertText(alert)}</button></li>`)}
      ${more > 0 && !this.all ? html`<li><button class="link" @click=${() => this.#showAll()}>${more.toLocaleString("en-US")} more</button></li>` : ""}
      ${more > 0 && this.all ? html`<li class="quiet">and ${more.toLocaleString("en-US")} more</li>` : ""}
    </ul>`;
  }

  #showAll(): void {
    this.all = true;
  }
}

/** One alert as icon and sentence. */
export const alertText = ({ severity, message }: Alert): TemplateResult =>
  html`${severity === "warning" ? icon("warning", "Warning", "tone-warning") : icon("info", "Note", "tone-info")} <span>${message}</span>`;

define("ty-alerts", AlertsElement);
