import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import { plural } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { filterText } from "./filters.ts";
import type { RowsView } from "./view.ts";

export interface DataBar {
  view: RowsView;
  profile: Profile;
  /** Null while nothing has come. */
  shown: { matching: number; total: number } | null;
  search: (text: string) => void;
  change: (change: Partial<RowsView>) => void;
}

/** Search, the filters as chips that a click takes away, and how many rows are left. */
export function dataBar({ view, profile, shown, search, change }: DataBar): TemplateResult {
  const { filters } = view;
  const without = (at: number) => change({ filters: filters.filter((_, other) => other !== at) });
  return html`<div class="toolbar" role="search">
    <vscode-text-field
      class="unlabelled"
      placeholder="Search rows"
      .value=${view.search}
      @input=${(event: Event) => search((event.target as HTMLInputElement).value)}
    >Search all columns</vscode-text-field>
    ${
      filters.length > 0
        ? html`<ul class="chips" aria-label="Filters">
            ${filters.map((filter, at) => {
              const text = filterText(filter, profile);
              return html`<li><button class="chip" title="Remove this filter" aria-label="Remove filter: ${text}" @click=${() => without(at)}>
                <span class="clip">${text}</span>${icon("close")}
              </button></li>`;
            })}
            ${filters.length > 1 ? html`<li><button class="link" @click=${() => change({ filters: [] })}>Remove all</button></li>` : ""}
          </ul>`
        : html`<span class="quiet hint">Click a bar or a value to filter, a header to sort.</span>`
    }
    ${view.order.length > 0 ? html`<button class="link" @click=${() => change({ order: [] })}>Order of the file</button>` : ""}
    <span class="quiet" role="status">${shown ? counted(shown) : ""}</span>
  </div>`;
}

const counted = ({ matching, total }: { matching: number; total: number }): string =>
  matching === total ? plural(total, "row") : `${matching.toLocaleString("en-US")} of ${plural(total, "row")}`;
