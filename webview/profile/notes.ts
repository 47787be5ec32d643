import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import { plural } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { rejectedCount } from "./rejected.ts";

/** What a reader of the figures must know: a sample, assumptions about the file, rows that could not be read, and the way to them. */
export function readerNotes(profile: Profile, showRejected?: () => void): TemplateResult | string {
  const { sampledFrom, seed, rows, notes, rejected } = profile;
  const readAll = (event: Event) => event.currentTarget?.dispatchEvent(new CustomEvent("all-rows", { bubbles: true }));
  const lines: TemplateResult[] = notes.map((note) => html`${icon("info", "Note", "tone-info")} <span>${note}</span>`);
  if (sampledFrom !== null) {
    lines.unshift(
      html`${icon("info", "Note", "tone-info")} <span>A sample: ${rows.toLocaleString("en-US")} of ${plural(sampledFrom, "row")}, drawn with seed ${seed ?? 0}. All figures are of the sample. <button class="link controls" @click=${readAll}>Read all rows</button></span>`,
    );
  }
  if (rejected.count > 0) {
    const first = rejected.first.slice(0, 3).map(({ file, line }) => (profile.images ? (file ?? "") : line.toLocaleString("en-US")));
    const shown = `${first.join(", ")}${rejected.count > first.length ? ", ..." : ""}`;
    const where = profile.images ? shown : `${rejected.count === 1 ? "line" : "lines"} ${shown}`;
    const what = profile.images ? `${plural(rejected.count, "file")} could not be read as an image` : rejectedCount(rejected.count);
    lines.unshift(
      html`${icon("warning", "Warning", "tone-warning")} <span>${what} (${where}). ${showRejected ? html`<button class="link" @click=${showRejected}>Show them</button>` : ""}</span>`,
    );
  }
  if (lines.length === 0) return "";
  return html`<ul class="notes" aria-label="Notes on reading the file">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}
