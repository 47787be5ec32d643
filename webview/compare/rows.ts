import { html, type TemplateResult } from "lit";
import { ROW_CHANGE_KINDS, type RowChangeKind, type RowChanges } from "../../src/protocol/compare.ts";
import type { PanelContract } from "../../src/protocol/panel.ts";
import type { Client } from "../../src/protocol/rpc.ts";
import { plural } from "../../src/shared/format.ts";
import "../grid/grid.ts";
import { define, PanelElement } from "../shared/element.ts";
import { icon } from "../shared/icon.ts";
import type { CompareView } from "./compare.ts";
import { type ChangedRows, changedRows } from "./row-pages.ts";

/** Which rows came, went or changed, by a key that the user chooses. */
export class ComparedRowsElement extends PanelElement {
  static override properties = {
    client: { attribute: false },
    folder: {},
    version: {},
    view: { attribute: false },
    sides: { attribute: false },
    names: { attribute: false },
    kinds: { state: true },
    found: { state: true },
  };
  declare client: Client<PanelContract>;
  declare folder: string;
  declare version: string;
  declare view: CompareView;
  /** What to ask for: the view's two with the way they are read. */
  declare sides: Pick<CompareView, "before" | "after">;
  /** Columns of both sides. */
  declare names: readonly string[];
  declare kinds: readonly RowChangeKind[];
  declare found: RowChanges | null;
  #source: ChangedRows | null = null;
  #sourceKey = "";

  constructor() {
    super();
    this.kinds = ROW_CHANGE_KINDS;
    this.found = null;
  }

  override render(): TemplateResult {
    const { key } = this.view;
    return html`<section class="compared compared-rows" aria-label="Rows side by side">
      <h2>Rows</h2>
      ${this.#keyPicker(key)}
      ${key.length === 0 ? html`<p class="quiet">Choose the columns that name a row, such as an id, to see which rows were added, removed or changed.</p>` : this.#rows(key)}
    </section>`;
  }

  #keyPicker(key: readonly string[]): TemplateResult {
    const left = this.names.filter((name) => !key.includes(name));
    const add = (event: Event) => {
      const select = event.target as HTMLSelectElement;
      if (select.value !== "") this.#choose([...key, left[Number(select.value)] ?? ""]);
      select.value = "";
    };
    return html`<div class="toolbar key-picker">
      <label class="field">Key
        <select @change=${add}>
          <option value="">${key.length === 0 ? "choose a column" : "add a column"}</option>
          ${left.map((name, at) => html`<option value=${at}>${name}</option>`)}
        </select>
      </label>
      ${key.length > 0 ? html`<ul class="chips" aria-label="Key columns">${key.map((name) => html`<li><button class="chip" title="Remove from the key" aria-label="Remove ${name} from the key" @click=${() => this.#choose(key.filter((other) => other !== name))}><span class="clip">${name}</span>${icon("close")}</button></li>`)}</ul>` : ""}
    </div>`;
  }

  #rows(key: readonly string[]): TemplateResult {
    const { pages, decorate } = this.#changes(key);
    const { found } = this;
    const none = found !== null && found.matching === 0;
    return html`
      ${found ? this.#counts(found) : ""}
      ${none ? html`<p class="quiet">${found.added + found.removed + found.changed === 0 ? "No row differs." : "No row of these kinds."}</p>` : ""}
      <ty-grid class="compared-grid" label="Rows that differ" ?hidden=${none} .pages=${pages} .decorate=${decorate}></ty-grid>
    `;
  }

  #counts({ added, removed, changed, same, repeated, changedColumns }: RowChanges): TemplateResult {
    const counts: Record<RowChangeKind, number> = { added, removed, changed };
    const twice = repeated.before + repeated.after;
    return html`<p class="row-counts">
        ${ROW_CHANGE_KINDS.map(
          (kind) => html`<label><input type="checkbox" .checked=${this.kinds.includes(kind)} @change=${() => this.#toggle(kind)} />
            <span class="count-${kind}">${counts[kind].toLocaleString("en-US")} ${kind}</span></label>`,
        )}
        <span class="quiet">${same.toLocaleString("en-US")} the same</span>
      </p>
      ${changedColumns.length > 0 ? html`<p class="quiet">Changed in ${changedColumns.slice(0, 8).map(({ name, rows }, at) => html`${at > 0 ? ", " : ""}<span class="data">${name}</span> (${plural(rows, "row")})`)}${changedColumns.length > 8 ? ` and ${changedColumns.length - 8} more columns` : ""}.</p>` : ""}
      ${twice > 0 ? html`<p>${icon("warning", "Warning", "tone-warning")} The key does not name one row alone in ${plural(twice, "row")}: those are paired in their order.</p>` : ""}`;
  }

  /** The same functions for the same question, so that the grid keeps what it has. */
  #changes(key: readonly string[]): ChangedRows {
    const { client, folder, kinds, names } = this;
    const { before, after } = this.sides;
    const asked = JSON.stringify([before, after, key, kinds, this.version]);
    if (this.#source && asked === this.#sourceKey) return this.#source;
    this.#sourceKey = asked;
    const ordered = [...key, ...names.filter((name) => !key.includes(name))];
    const source = changedRows(
      (wanted, options) =>
        client.request("data/row-changes", { folder, before, after, key: [...key], kinds: [...kinds], ...wanted }, options),
      ordered,
      (changes) => {
        if (this.#source === source) this.found = changes;
      },
    );
    this.#source = source;
    return source;
  }

  #choose(key: string[]): void {
    this.found = null;
    this.send("view-change", { compare: { ...this.view, key } });
  }

  #toggle(kind: RowChangeKind): void {
    const kinds = ROW_CHANGE_KINDS.filter((one) => (one === kind) !== this.kinds.includes(one));
    if (kinds.length > 0) this.kinds = kinds;
    else this.requestUpdate();
  }
}

define("ty-compared-rows", ComparedRowsElement);
