import { html, type PropertyValues, type TemplateResult } from "lit";
import type { Comparison } from "../../src/protocol/compare.ts";
import type { PanelContract } from "../../src/protocol/panel.ts";
import type { ReadingOptions } from "../../src/protocol/reading.ts";
import type { RowsOf } from "../../src/protocol/rows.ts";
import type { Client } from "../../src/protocol/rpc.ts";
import { plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { emptyState } from "../shared/empty.ts";
import { errorState } from "../shared/error.ts";
import { icon } from "../shared/icon.ts";
import { Load } from "../shared/load.ts";
import { progressLine } from "../shared/progress.ts";
import "./columns.ts";
import { nameOf, shortNames } from "./names.ts";
import "./rows.ts";
import { summary } from "./sentences.ts";

/** What is looked at side by side. */
export interface CompareView {
  before: RowsOf;
  after: RowsOf;
  /** Columns that say which rows are the same. */
  key: string[];
}

/** Two versions, files or splits side by side: what differs first, then the rows by a key. */
export class CompareElement extends PanelElement {
  static override properties = {
    client: { attribute: false },
    folder: {},
    file: {},
    reading: { attribute: false },
    version: {},
    view: { attribute: false },
  };
  declare client: Client<PanelContract>;
  declare folder: string;
  declare file: string;
  /** How the file is read, in all its revisions; other files and experiments are read in their own way. */
  declare reading: ReadingOptions | undefined;
  /** Other when the file on disk is. */
  declare version: string;
  declare view: CompareView | null;
  #comparison = new Load<Comparison>(this);
  #asked = "";
  #pair = "";

  override willUpdate(_changed: PropertyValues<this>): void {
    if (!this.view) return;
    const { before, after } = this.#sides(this.view);
    const asked = JSON.stringify([this.folder, before, after, this.version]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    const pair = JSON.stringify([before, after]);
    if (pair !== this.#pair) this.#comparison.value = null;
    this.#pair = pair;
    void this.#comparison.run(
      (options) => this.client.request("data/compare", { folder: this.folder, before, after }, options),
      "Comparing",
    );
  }

  override render(): TemplateResult {
    const { view } = this;
    const { value: comparison, error, progress } = this.#comparison;
    if (!view) {
      return emptyState(
        "Nothing to compare with yet",
        "Hold this file against an earlier revision of it, another file, or the splits of an experiment.",
        [{ label: "Compare with...", run: () => void this.#choose(), primary: true }],
      );
    }
    const cancelled = error?.code === "cancelled";
    return html`
      ${progressLine(progress, () => this.#comparison.cancel())}
      <div class="toolbar compare-head">
        <p><span class="swatch before"></span> ${nameOf(view.before)} ${icon("arrow-right", "against")} <span class="swatch after"></span> ${nameOf(view.after)}</p>
        <span class="actions">
          <button class="link" @click=${() => this.#turn(view)}>Swap</button>
          <button class="link" @click=${() => void this.#choose()}>Compare with...</button>
          <button class="link" @click=${() => this.send("view-change", { compare: null })}>Close</button>
        </span>
      </div>
      ${error && !cancelled ? errorState(error, { retry: () => this.#comparison.retry() }) : ""}
      ${cancelled && !comparison ? emptyState("Comparing was cancelled", "The two were not read to their end.", [{ label: "Compare again", run: () => this.#comparison.retry(), primary: true }]) : ""}
      ${comparison ? this.#found(comparison, view) : ""}
    `;
  }

  #found(comparison: Comparison, view: CompareView): TemplateResult {
    const { before, after, notes, columns } = comparison;
    const sides =
      before.rows === after.rows
        ? `${plural(after.rows, "row")} on both sides`
        : `${plural(before.rows, "row")} against ${plural(after.rows, "row")}`;
    const same = before.sha256 === after.sha256 && view.before.split === view.after.split;
    return html`
      <p class="compare-summary">${sides}. ${same ? "The data are the same, byte for byte." : summary(comparison)}</p>
      ${notes.length > 0 ? html`<ul class="notes" aria-label="Notes on the comparison">${notes.map((note) => html`<li>${icon("info", "Note", "tone-info")} <span>${note}</span></li>`)}</ul>` : ""}
      <ty-compared-columns .comparison=${comparison} .names=${shortNames(view.before, view.after)}></ty-compared-columns>
      <ty-compared-rows
        .client=${this.client}
        .folder=${this.folder}
        .version=${this.version}
        .view=${view}
        .sides=${this.#sides(view)}
        .names=${columns.filter(({ change }) => change === "same" || change === "retyped").map(({ name }) => name)}
      ></ty-compared-rows>
    `;
  }

  async #choose(): Promise<void> {
    const pair = await this.client.request("panel/compare-with", { file: this.file }).catch(() => null);
    if (pair) this.send("view-change", { compare: { ...pair, key: this.view?.key ?? [] } });
  }

  #sides({ before, after }: CompareView): Pick<CompareView, "before" | "after"> {
    const read = (rows: RowsOf): RowsOf => (rows.file === this.file ? { ...rows, ...this.reading } : rows);
    return { before: read(before), after: read(after) };
  }

  #turn({ before, after, key }: CompareView): void {
    this.send("view-change", { compare: { before: after, after: before, key } });
  }
}

define("ty-compare", CompareElement);
