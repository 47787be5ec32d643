import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import { plural } from "../../src/shared/format.ts";
import type { ProfileView } from "./view.ts";

/** Search by name and choice of type, with how many columns are left. */
export function columnFilter(
  profile: Profile,
  view: ProfileView,
  found: number,
  change: (view: Partial<ProfileView>) => void,
): TemplateResult {
  const types = [...new Set(profile.columns.map(({ type }) => type))].sort();
  const value = (event: Event) => (event.target as HTMLInputElement).value;
  return html`<div class="toolbar" role="search">
    <vscode-text-field
      class="unlabelled"
      placeholder="Search columns"
      .value=${view.query}
      @input=${(event: Event) => change({ query: value(event) })}
    >Search columns by name</vscode-text-field>
    <label class="field">
      Type
      <select @change=${(event: Event) => change({ type: value(event) })}>
        <option value="" ?selected=${view.type === ""}>all</option>
        ${types.map((type) => html`<option value=${type} ?selected=${view.type === type}>${type}</option>`)}
        ${profile.alerts.length > 0 ? html`<option value="alerts" ?selected=${view.type === "alerts"}>with alerts</option>` : ""}
      </select>
    </label>
    <span class="quiet" role="status">${found === profile.columns.length ? plural(found, "column") : `${found.toLocaleString("en-US")} of ${plural(profile.columns.length, "column")}`}</span>
  </div>`;
}
