import { html, type TemplateResult } from "lit";
import type { Alert, Profile } from "../../src/protocol/profile.ts";
import { define, PanelElement } from "../shared/element.ts";
import { tabs } from "../shared/tabs.ts";
import "./alerts.ts";
import "./columns.ts";
import { classBalance } from "./classes.ts";
import { missingPage } from "./missing.ts";
import { readerNotes } from "./notes.ts";
import { relationsPage } from "./relations.ts";
import type { ProfileView } from "./view.ts";

/** Everything below the header: what the reader had to assume, alerts, and the pages. */
export class ProfileBody extends PanelElement {
  static override properties = { profile: { attribute: false }, view: { attribute: false } };
  declare profile: Profile;
  declare view: ProfileView;

  override render(): TemplateResult {
    const { profile, view } = this;
    const pages = [
      { id: "columns", label: "Columns", badge: profile.columns.length.toLocaleString("en-US") },
      { id: "relations", label: "Relations", badge: String(profile.correlations.length) },
      { id: "missing", label: "Missing", badge: profile.missingCells.toLocaleString("en-US") },
    ];
    return html`
      ${readerNotes(profile)} ${classBalance(profile)}
      <ty-alerts .alerts=${profile.alerts} @open-alert=${(event: CustomEvent<Alert>) => this.#open(event.detail)}></ty-alerts>
      ${tabs("Profile", pages, view.tab, (tab) => this.send("view-change", { tab }))}
      <div class="page" role="tabpanel" id="panel-${view.tab}" aria-labelledby="tab-${view.tab}">${this.#page()}</div>
    `;
  }

  #page(): TemplateResult {
    const { profile, view } = this;
    if (view.tab === "relations") return relationsPage(profile);
    if (view.tab === "missing") return missingPage(profile);
    return html`<ty-columns .profile=${profile} .view=${view}></ty-columns>`;
  }

  #open(alert: Alert): void {
    const pair = alert.columns.length > 1;
    const open = [...new Set([...this.view.open, ...alert.columns])];
    const query = alert.columns.length === 1 ? (alert.columns[0] ?? "") : "";
    this.send(
      "view-change",
      pair ? { tab: "relations" } : alert.columns.length === 1 ? { tab: "columns", query, type: "", open } : { tab: "missing" },
    );
  }
}

define("ty-profile-body", ProfileBody);
