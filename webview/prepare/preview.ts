import { html, type TemplateResult } from "lit";
import type { Preview } from "../../src/protocol/prepare.ts";
import type { ErrorFacts } from "../../src/shared/errors.ts";
import { plural } from "../../src/shared/format.ts";
import "../grid/grid.ts";
import { errorState } from "../shared/error.ts";
import type { Host } from "../shared/host.ts";
import { dataTable } from "../shared/table.ts";
import { sampleText } from "./sentences.ts";
import type { Shown } from "./shown.ts";

export interface PreviewOptions {
  shown: Shown | null;
  title: string;
  /** Another preview is on its way. */
  busy: boolean;
  error: ErrorFacts | null;
  /** A step is being written, and not complete: the rows are those that it will work on. */
  unfinished: boolean;
  /** A step is being written: what is wrong with it is said there. */
  writing: boolean;
  changedOnly: boolean;
  setChangedOnly: (on: boolean) => void;
  retry: () => void;
  host: Host;
}

/** Rows before and after a step on the grid, with a legend and the same in words. */
export function previewView({
  shown,
  title,
  busy,
  error,
  unfinished,
  writing,
  changedOnly,
  setChangedOnly,
  retry,
  host,
}: PreviewOptions): TemplateResult {
  const failed = writing ? null : (shown?.preview.steps.find((facts) => facts.error)?.error ?? null);
  const changes = shown !== null && shown.preview.step >= 0 && !unfinished;
  return html`<section class="preview" aria-label="Preview" aria-busy=${busy}>
    <div class="preview-head">
      <h2>${title}</h2>
      ${shown ? html`<p class="quiet">${sampleText(shown.preview.sample)}</p>` : ""}
      ${unfinished ? html`<p class="quiet">The rows before this step. Complete its options to see what it does.</p>` : ""}
      ${changes ? legend(shown.preview, changedOnly, setChangedOnly) : ""}
    </div>
    ${error && error.code !== "cancelled" ? errorState(error, { act: host.act, retry }) : failed ? errorState(failed) : ""}
    ${shown && !error ? grid(shown, title, changedOnly && changes) : ""}
    ${changes ? inWords(shown.preview) : ""}
  </section>`;
}

function grid({ preview, pages, decorate, decorateColumn }: Shown, title: string, changedOnly: boolean): TemplateResult {
  if (changedOnly && preview.page.matching === 0) return html`<p class="quiet preview-none">No row is changed or left out.</p>`;
  return html`<ty-grid
    .pages=${pages}
    .label=${title}
    .decorate=${decorate}
    .decorateColumn=${decorateColumn}
  ></ty-grid>`;
}

function legend({ columns, steps, step, page }: Preview, changedOnly: boolean, setChangedOnly: (on: boolean) => void): TemplateResult {
  const count = (change: string) => columns.filter((column) => column.change === change).length;
  const facts = steps[step];
  const gone = facts ? facts.rows[0] - facts.rows[1] : 0;
  const removed = [count("removed") > 0 ? plural(count("removed"), "column") : "", gone > 0 ? plural(gone, "row") : ""]
    .filter(Boolean)
    .join(", ");
  const changed = count("changed") > 0 ? `${plural(facts?.changedCells ?? 0, "cell")} in ${plural(count("changed"), "column")}` : "none";
  return html`<ul class="legend" aria-label="Legend">
      <li><span class="swatch added" aria-hidden="true"></span> added: ${count("added") > 0 ? plural(count("added"), "column") : "none"}</li>
      <li><span class="swatch changed" aria-hidden="true"></span> changed: ${changed}</li>
      <li><span class="swatch removed" aria-hidden="true"></span> removed: ${removed || "none"}</li>
    </ul>
    <label class="tick">
      <input type="checkbox" .checked=${changedOnly} @change=${(event: Event) => setChangedOnly((event.target as HTMLInputElement).checked)} />
      Only rows that change${changedOnly ? ` (${page.matching.toLocaleString("en-US")})` : ""}
    </label>`;
}

/** What colours say, as a table. */
function inWords({ columns }: Preview): TemplateResult {
  const touched = columns.filter(({ change }) => change !== "same");
  if (touched.length === 0) return html``;
  const rows = touched.map(({ name, change, kind, changedCells, missing }) => [name, change, kind, changedCells, missing]);
  return html`<details class="behind preview-table">
    <summary>Columns that change (${touched.length})</summary>
    ${dataTable("Columns that change", { head: ["column", "change", "type afterwards", "changed cells", "missing"], rows })}
  </details>`;
}
