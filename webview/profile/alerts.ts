import { html, type TemplateResult } from "lit";
import type { Alert } from "../../src/protocol/profile.ts";
import type { Thresholds } from "../../src/protocol/thresholds.ts";
import { define, PanelElement } from "../shared/element.ts";
import { icon } from "../shared/icon.ts";
import { alertReason } from "./alert-reason.ts";
import { linkedText } from "./column-link.ts";
import { nextStep } from "./next-step.ts";

const FIRST = 6;
const MOST = 500;

/** The alerts, warnings first; the first few until asked for all. Each leads to what it is about. */
export class AlertsElement extends PanelElement {
  static override properties = { alerts: { attribute: false }, thresholds: { attribute: false }, all: { type: Boolean } };
  declare alerts: Alert[];
  declare thresholds: Thresholds;
  declare all: boolean;

  constructor() {
    super();
    this.alerts = [];
    this.all = false;
  }

  override render(): TemplateResult {
    const sorted = [...this.alerts].sort((a, b) => Number(b.severity === "warning") - Number(a.severity === "warning"));
    if (sorted.length === 0) return html`<p class="alerts none">${icon("pass", undefined, "tone-passed")} No alerts.</p>`;
    const shown = sorted.slice(0, this.all ? MOST : FIRST);
    const more = sorted.length - shown.length;
    return html`<ul class="alerts" aria-label="Alerts">
      ${shown.map((alert) => html`<li title="${alert.kind}: ${alertReason(alert.kind, this.thresholds)}">${alertText(alert)} ${alert.columns.length === 0 ? html`<button class="link controls" @click=${() => this.send("open-missing", null)}>Details</button>` : ""} ${nextStep(alert)}</li>`)}
      ${more > 0 && !this.all ? html`<li><button class="link" @click=${() => this.#showAll(true)}>${more.toLocaleString("en-US")} more</button></li>` : ""}
      ${more > 0 && this.all ? html`<li class="quiet">and ${more.toLocaleString("en-US")} more</li>` : ""}
      ${this.all && sorted.length > FIRST ? html`<li class="controls"><button class="link" @click=${() => this.#showAll(false)}>Fewer</button></li>` : ""}
    </ul>`;
  }

  #showAll(all: boolean): void {
    this.all = all;
  }
}

/** One alert as icon and sentence, its columns as links. */
export const alertText = ({ severity, message, columns }: Alert): TemplateResult =>
  html`${severity === "warning" ? icon("warning", "Warning", "tone-warning") : icon("info", "Note", "tone-info")} <span>${linkedText(message, columns)}</span>`;

define("ty-alerts", AlertsElement);
