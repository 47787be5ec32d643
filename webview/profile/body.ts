import { html, type TemplateResult } from "lit";
import type { PanelContract } from "../../src/protocol/panel.ts";
import type { Alert, Profile } from "../../src/protocol/profile.ts";
import type { RejectedRows } from "../../src/protocol/reading.ts";
import type { Client } from "../../src/protocol/rpc.ts";
import { plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { type Tab, tabs } from "../shared/tabs.ts";
import "../compare/compare.ts";
import "./alerts.ts";
import "./columns.ts";
import "./data.ts";
import { classBalance } from "./classes.ts";
import { imageSection } from "./images.ts";
import { missingPage } from "./missing.ts";
import { readerNotes } from "./notes.ts";
import { relationsPage } from "./relations.ts";
import type { ProfileTab, ProfileView } from "./view.ts";

/** Tabs whose contents took time to come by. */
const KEPT: ReadonlySet<ProfileTab> = new Set(["data", "compare"]);

/** Everything below the header: what the reader had to assume, alerts, and the pages. */
export class ProfileBody extends PanelElement {
  static override properties = {
    profile: { attribute: false },
    view: { attribute: false },
    client: { attribute: false },
    folder: {},
    file: {},
    rejectedRows: {},
  };
  declare profile: Profile;
  declare view: ProfileView;
  declare client: Client<PanelContract>;
  declare folder: string;
  declare file: string;
  declare rejectedRows: RejectedRows | undefined;

  #visited = new Set<ProfileTab>();

  constructor() {
    super();
    this.addEventListener("open-column", (event) => this.#openColumn((event as CustomEvent<string>).detail));
  }

  override render(): TemplateResult {
    const { profile, view } = this;
    const { filters } = view.rows;
    const alerts = profile.alerts.filter(({ kind }) => kind !== "REJECTED"); // told with their lines by the notes
    const pages: Tab[] = [
      { id: "columns", label: "Columns", badge: profile.columns.length.toLocaleString("en-US") },
      { id: "relations", label: "Relations", badge: String(profile.correlations.length) },
      { id: "missing", label: "Missing", badge: profile.missingCells.toLocaleString("en-US") },
      { id: "data", label: "Data", ...(filters.length > 0 ? { badge: plural(filters.length, "filter") } : {}) },
      { id: "compare", label: "Compare" },
    ];
    return html`
      ${readerNotes(profile, () => this.send("view-change", { tab: "missing" }))}
      ${alerts.length === 0 && profile.alerts.length > 0 ? "" : this.#alerts(alerts)}
      ${tabs("Profile", pages, view.tab, (tab) => this.send("view-change", { tab }))}
      ${pages.map(({ id }) => this.#panel(id as ProfileTab))}
    `;
  }

  #alerts(alerts: readonly Alert[]): TemplateResult {
    return html`<ty-alerts
      .alerts=${alerts}
      .thresholds=${this.profile.thresholds}
      @open-missing=${() => this.send("view-change", { tab: "missing" })}
    ></ty-alerts>`;
  }

  /** One tab's panel; those that fetched something stay as they are while another is looked at. */
  #panel(tab: ProfileTab): TemplateResult | string {
    const shown = tab === this.view.tab;
    if (shown) this.#visited.add(tab);
    if (!shown && !(KEPT.has(tab) && this.#visited.has(tab))) return "";
    return html`<div class="page" role="tabpanel" id="panel-${tab}" aria-labelledby="tab-${tab}" ?hidden=${!shown}>${this.#page(tab)}</div>`;
  }

  #page(tab: ProfileTab): TemplateResult {
    const { profile, view, client, folder, file, rejectedRows } = this;
    const reading = rejectedRows && { rejectedRows };
    switch (tab) {
      case "relations":
        return relationsPage(profile, view.correlation, (correlation) => this.send("view-change", { correlation }));
      case "missing":
        return missingPage(profile, { rejectedRows });
      case "data":
        return html`<ty-data .client=${client} .folder=${folder} .file=${file} .reading=${reading} .profile=${profile} .view=${view.rows}></ty-data>`;
      case "compare":
        return html`<ty-compare .client=${client} .folder=${folder} .file=${file} .reading=${reading} .version=${profile.sha256} .view=${view.compare}></ty-compare>`;
      case "columns":
        return html`${imageSection(profile)} ${classBalance(profile)}<ty-columns .profile=${profile} .view=${view}></ty-columns>`;
    }
  }

  #openColumn(name: string): void {
    this.send("view-change", { tab: "columns", query: name, type: "", open: [...new Set([...this.view.open, name])] });
  }
}

define("ty-profile-body", ProfileBody);
