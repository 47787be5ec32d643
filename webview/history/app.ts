import { html, type PropertyValues, type TemplateResult } from "lit";
import type { StoreState } from "../../src/protocol/engine.ts";
import type { PanelInput } from "../../src/protocol/panel.ts";
import type { RunSummary } from "../../src/protocol/run.ts";
import { DisposableStore } from "../../src/shared/disposable.ts";
import { throttle } from "../../src/shared/throttle.ts";
import { define, PanelElement } from "../shared/element.ts";
import { errorState } from "../shared/error.ts";
import type { Host } from "../shared/host.ts";
import { Load } from "../shared/load.ts";
import { progressLine } from "../shared/progress.ts";
import { bestOf, type Column, columnsOf, differs, usualColumns } from "./columns.ts";
import { type Vocabulary, vocabularyOf } from "./complete.ts";
import { noRuns } from "./empty.ts";
import { mergeRuns } from "./merge.ts";
import { sorted } from "./sort.ts";
import "./filter-line.ts";
import "./table.ts";
import { historyToolbar } from "./toolbar.ts";
import { type HistoryView, START } from "./view.ts";

type HistoryInput = Extract<PanelInput, { panel: "history" }>;
const RELOAD_EVERY_MS = 500;
/** Enough to fill the screen; the rest follows. */
const FIRST = 200;

/** All runs of a folder in one table. */
export class HistoryApp extends PanelElement {
  static override properties = { input: { state: true }, view: { state: true } };
  declare host: Host;
  declare input: HistoryInput | null;
  declare view: HistoryView;
  #runs = new Load<RunSummary[]>(this);
  #store = new Load<StoreState>(this);
  /** Live runs that moved since the table was last brought up to date. */
  #moved = new Map<string, RunSummary>();
  #listeners = new DisposableStore();
  #reloadSoon = throttle<null>(() => this.#read(), RELOAD_EVERY_MS);
  #mergeSoon = throttle<null>(() => this.#merge(), RELOAD_EVERY_MS);
  #all: Column[] = [];
  #columns: Column[] = [];
  /** Of the last list without a filter; made when it is first asked for. */
  #vocabulary: () => Vocabulary = () => vocabularyOf([]);
  #best: Map<string, number> = new Map();
  #shown: RunSummary[] = [];
  #computed: unknown[] = [];

  constructor() {
    super();
    this.input = null;
    this.view = START;
    this.hear<string>("open-run", (run) => void this.host.act({ action: "open-runs", runs: [run] }));
    this.hear<string>("reveal-code", (run) => void this.host.act({ action: "reveal-code", run }));
    this.hear<string>("select-run", (run) => this.#select(run));
    this.hear<boolean>("select-all", (all) => this.#change({ selected: all ? this.#shown.map(({ id }) => id) : [] }));
    this.hear<string>("sort-by", (sort) =>
      this.#change({ sort, descending: this.view.sort === sort ? !this.view.descending : this.#better(sort) !== "min" }),
    );
    this.hear<string>("filter-change", (filter) => this.#filter(filter));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { client } = this.host;
    this.#listeners.add(client.on("runs/changed", ({ folder }) => folder === this.input?.folder && this.#reloadSoon.push(null)));
    this.#listeners.add(
      client.on("run/changed", ({ folder, run }) => {
        if (folder !== this.input?.folder) return;
        this.#moved.set(run.id, run);
        this.#mergeSoon.push(null);
      }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listeners.dispose();
  }

  show(input: PanelInput, view: unknown): void {
    if (input.panel !== "history") return;
    if (this.input?.folder !== input.folder) {
      this.#runs.value = null;
      this.view = { ...START, ...(view as Partial<HistoryView> | undefined) };
    }
    this.input = input;
    this.#save();
    this.#read();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const runs = this.#runs.value;
    const { sort, descending, columns, onlyDifferences } = this.view;
    const inputs = [runs, sort, descending, columns, onlyDifferences];
    if (!runs || inputs.every((value, at) => value === this.#computed[at])) return;
    if (runs !== this.#computed[0]) {
      this.#all = columnsOf(runs);
      this.#best = bestOf(this.#all, runs);
      if (this.view.filter === "") this.#vocabulary = once(() => vocabularyOf(runs));
    }
    this.#computed = inputs;
    const wanted = new Map((columns ?? usualColumns(this.#all, runs)).map((id, at) => [id, at]));
    this.#columns = this.#all
      .filter((column) => column.id === "name" || (wanted.has(column.id) && (!onlyDifferences || differs(column, runs))))
      .sort((a, b) => (a.id === "name" ? -1 : b.id === "name" ? 1 : (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0)));
    this.#shown = sorted(
      runs,
      this.#all.find(({ id }) => id === sort),
      descending,
    );
  }

  override render(): TemplateResult {
    const { value: runs, error, busy } = this.#runs;
    const { act } = this.host;
    if (!this.input) return html``;
    const filterError = error?.code === "filter-invalid" ? error : null;
    return html`<main class="app">
      ${progressLine(busy && !runs ? { message: "Reading the runs" } : null)}
      ${
        runs && (runs.length > 0 || this.view.filter !== "")
          ? historyToolbar({
              view: this.view,
              runs: this.#shown,
              all: this.#all,
              columns: this.#columns,
              vocabulary: this.#vocabulary,
              filterError,
              act,
              change: (view) => this.#change(view),
            })
          : ""
      }
      ${error && !filterError ? errorState(error, { act, retry: () => this.#read() }) : ""} ${runs ? this.#body(runs) : ""}
    </main>`;
  }

  #body(runs: readonly RunSummary[]): TemplateResult {
    if (runs.length === 0) return noRuns(this.view.filter, this.#store.value, this.host.act, () => this.#filter(""));
    return html`<ty-run-table
      .runs=${this.#shown}
      .columns=${this.#columns}
      .best=${this.#best}
      .selected=${new Set(this.view.selected)}
      .sort=${this.view.sort}
      .descending=${this.view.descending}
    ></ty-run-table>`;
  }

  #read(): void {
    if (!this.input) return;
    const { folder } = this.input;
    const { client } = this.host;
    const query = { folder, ...(this.view.filter.trim() ? { filter: this.view.filter } : {}) };
    const first = this.#runs.value === null;
    void this.#runs
      .run((options) => client.request("run/list", first ? { ...query, limit: FIRST } : query, options))
      .then((runs) => {
        if (first && runs?.length === FIRST) this.#read();
        if (runs?.length === 0) void this.#store.run((options) => client.request("store/state", { folder }, options));
      });
  }

  #merge(): void {
    const runs = this.#runs.value;
    const moved = [...this.#moved.values()];
    this.#moved.clear();
    if (!runs) return;
    const merged = mergeRuns(runs, moved);
    if (merged) this.#runs.value = merged;
    else this.#reloadSoon.push(null);
    this.requestUpdate();
  }

  #better(id: string): "min" | "max" | undefined {
    const column = this.#all.find((one) => one.id === id);
    return column?.kind === "metric" || id === "when" ? column?.better : "min";
  }

  #select(run: string): void {
    const { selected } = this.view;
    this.#change({ selected: selected.includes(run) ? selected.filter((other) => other !== run) : [...selected, run] });
  }

  #filter(filter: string): void {
    this.#change({ filter });
    this.#read();
  }

  #change(view: Partial<HistoryView>): void {
    this.view = { ...this.view, ...view };
    this.#save();
  }

  #save(): void {
    if (this.input) this.host.save<HistoryView>({ input: this.input, view: this.view });
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

define("ty-history-app", HistoryApp);
