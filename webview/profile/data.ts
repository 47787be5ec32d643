import { html, type TemplateResult } from "lit";
import type { PanelContract } from "../../src/protocol/panel.ts";
import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import type { ReadingOptions } from "../../src/protocol/reading.ts";
import type { ColumnValues, RowFilter, RowOrder } from "../../src/protocol/rows.ts";
import type { Client } from "../../src/protocol/rpc.ts";
import "../grid/grid.ts";
import { cellText } from "../grid/text.ts";
import type { CellAction, CellAt, ColumnHeader, PageSource } from "../grid/types.ts";
import { define, PanelElement } from "../shared/element.ts";
import { emptyState } from "../shared/empty.ts";
import { dataBar } from "./data-bar.ts";
import { FilteredValues } from "./filtered-values.ts";
import { missingFilter, valueFilter, withFilter } from "./filters.ts";
import { pickSpark } from "./pick-spark.ts";
import { shortValues } from "./sentences.ts";
import type { RowsView } from "./view.ts";

const SEARCH_AFTER_MS = 250;

interface Shown {
  matching: number;
  total: number;
}

/** All rows of the file: ordered, searched and filtered by the engine, a page at a time. */
export class DataElement extends PanelElement {
  static override properties = {
    client: { attribute: false },
    folder: {},
    file: {},
    reading: { attribute: false },
    profile: { attribute: false },
    view: { attribute: false },
    shown: { state: true },
  };
  declare client: Client<PanelContract>;
  declare folder: string;
  declare file: string;
  declare reading: ReadingOptions | undefined;
  declare profile: Profile;
  declare view: RowsView;
  declare shown: Shown | null;
  #source: PageSource | null = null;
  #sourceKey = "";
  #searching: ReturnType<typeof setTimeout> | undefined;
  #filtered: FilteredValues | null = null;
  #header: ColumnHeader = (name) => this.#distribution(name);
  #actions: CellAction[] = [
    ({ column, value }) => ({
      label: value === null ? "Only rows where it is missing" : "Only this value",
      run: () => this.#add(value === null ? missingFilter(column) : valueFilter(column, cellText(value))),
    }),
    ({ column, value }: CellAt) => ({
      label: value === null ? "Only rows where it is not" : "Not this value",
      run: () => this.#add(value === null ? missingFilter(column, true) : valueFilter(column, cellText(value), true)),
    }),
  ];

  constructor() {
    super();
    this.shown = null;
  }

  override render(): TemplateResult {
    const { view, shown, profile } = this;
    const none = shown !== null && shown.matching === 0 && shown.total > 0;
    return html`
      ${dataBar({ view, profile, shown, search: (text) => this.#search(text), change: (change) => this.#change(change) })}
      <ty-grid
        label="Rows of ${profile.file}"
        ?hidden=${none}
        .pages=${this.#pages()}
        .order=${view.order}
        .widths=${view.widths}
        .header=${this.#header}
        .headerHeight=${30}
        .actions=${this.#actions}
        .sortable=${true}
        @grid-order=${(event: CustomEvent<RowOrder[]>) => this.#change({ order: event.detail })}
        @grid-widths=${(event: CustomEvent<Record<string, number>>) => this.#change({ widths: event.detail })}
        @grid-shown=${(event: CustomEvent<Shown>) => {
          this.shown = event.detail;
        }}
      ></ty-grid>
      ${none ? emptyState("No row matches", "No row passes all filters and holds the searched text.", [{ label: "Show all rows", run: () => this.#change({ filters: [], search: "" }), primary: true }]) : ""}
    `;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#searching);
    this.#filtered?.dispose();
  }

  /** The same function for the same rows, so that the grid keeps what it has. */
  #pages(): PageSource {
    const { client, folder, file, reading, view } = this;
    const { sha256 } = this.profile;
    const { filters, order, search } = view;
    const query = {
      folder,
      file,
      ...reading,
      ...(filters.length > 0 ? { filters } : {}),
      ...(order.length > 0 ? { order } : {}),
      ...(search ? { search } : {}),
    };
    const key = JSON.stringify([query, sha256]);
    if (!this.#source || key !== this.#sourceKey) {
      this.#sourceKey = key;
      this.#source = (wanted, options) => client.request("data/page", { ...query, ...wanted }, options);
    }
    return this.#source;
  }

  #distribution(name: string): TemplateResult | string {
    const column = this.profile.columns.find((known) => known.name === name);
    return column ? html`<div class="head-spark" title=${shortValues(column)}>${pickSpark(column, this.#among(column))}</div>` : "";
  }

  /** Distribution among the rows that pass; null while there is no filter, or it is not known yet. */
  #among(column: ColumnProfile): ColumnValues | null {
    const { filters, search } = this.view;
    if (filters.length === 0 && search === "") return null;
    this.#filtered ??= new FilteredValues(this.client, () => {
      this.#header = (name) => this.#distribution(name);
      this.requestUpdate();
    });
    return this.#filtered.of(column, { folder: this.folder, file: this.file, ...this.reading, filters, search });
  }

  #add(filter: RowFilter): void {
    this.#change({ filters: withFilter(this.view.filters, filter) });
  }

  #search(search: string): void {
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => this.#change({ search }), SEARCH_AFTER_MS);
  }

  #change(change: Partial<RowsView>): void {
    this.send("view-change", { rows: { ...this.view, ...change } });
  }
}

define("ty-data", DataElement);
