import { html, type TemplateResult } from "lit";
import type { PanelInput } from "../../src/protocol/panel.ts";
import type { Profile } from "../../src/protocol/profile.ts";
import type { RejectedRows } from "../../src/protocol/reading.ts";
import type { RowFilter } from "../../src/protocol/rows.ts";
import { DisposableStore } from "../../src/shared/disposable.ts";
import { plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { emptyState } from "../shared/empty.ts";
import { errorState } from "../shared/error.ts";
import type { Host } from "../shared/host.ts";
import { Load } from "../shared/load.ts";
import { progressLine } from "../shared/progress.ts";
import "./body.ts";
import { withFilter } from "./filters.ts";
import { profileHead } from "./head.ts";
import { OF_REJECTED, rejectedChoice } from "./rejected.ts";
import { type ProfileView, START } from "./view.ts";

type ProfileInput = Extract<PanelInput, { panel: "profile" }>;

/** A file that was read this fast is read again by itself when it changes. */
const QUICK_MS = 2000;

/** Rows of the sample that is offered while a file takes long. */
const SAMPLE = 100_000;

/** The EDA panel of one data file. */
export class ProfileApp extends PanelElement {
  static override properties = { input: { state: true }, view: { state: true } };
  declare host: Host;
  declare input: ProfileInput | null;
  declare view: ProfileView;
  #profile = new Load<Profile>(this);
  #listeners = new DisposableStore();
  /** The file has changed since it was read. */
  #outdated = false;

  constructor() {
    super();
    this.input = null;
    this.view = START;
    const on = <T>(name: string, hear: (detail: T) => void) =>
      this.addEventListener(name, (event) => hear((event as CustomEvent<T>).detail));
    on<Partial<ProfileView>>("view-change", (view) => this.#change(view));
    on<RowFilter[]>("show-rows", (filters) => this.#showRows(filters));
    on<string>("pick-target", (column) => this.#pick(column));
    on<null>("prepare", () => this.#prepare());
    on<RejectedRows>("choose-rejected", (how) => this.#choose(how));
    on<null>("all-rows", () => this.#sample(null));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listeners.add(this.host.client.on("panel/changed", ({ file }) => file === this.input?.file && this.#changedOnDisk()));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listeners.dispose();
  }

  show(input: PanelInput, view: unknown): void {
    if (input.panel !== "profile") return;
    if (this.input?.file !== input.file) {
      this.#profile.value = null;
      this.view = { ...START, ...(view as Partial<ProfileView> | undefined) };
    }
    const { filters, ...lasting } = input;
    if (filters) this.view = { ...this.view, tab: "data", rows: { ...START.rows, filters } };
    this.input = lasting;
    this.#save();
    this.#read();
  }

  override render(): TemplateResult {
    const { value: profile, error, progress } = this.#profile;
    if (!this.input) return html`${progressLine(null)}`;
    const { act } = this.host;
    const { file, target, sample, rejectedRows } = this.input;
    const cancelled = error?.code === "cancelled";
    return html`<main class="app">
      ${progressLine(progress, () => this.#profile.cancel(), sample === undefined ? { label: `Read ${SAMPLE.toLocaleString("en-US")} rows only`, run: () => this.#sample(SAMPLE) } : undefined)}
      ${profileHead({ file, target: target ?? profile?.target ?? "", rejectedRows, profile, pick: (column) => this.#pick(column), prepare: () => this.#prepare(), act })}
      ${error && !cancelled ? errorState(error, { act, retry: () => this.#profile.retry() }) : ""}
      ${error && !profile && OF_REJECTED.has(error.code) ? html`<p class="notes">${rejectedChoice(rejectedRows)}</p>` : ""}
      ${cancelled ? this.#cancelled() : ""}
      ${this.#outdated && !progress ? html`<p class="cancelled" role="status">The file has changed since it was read. <button class="link" @click=${() => this.#read()}>Profile again</button></p>` : ""}
      ${profile ? this.#body(profile) : ""}
    </main>`;
  }

  #body(profile: Profile): TemplateResult {
    const { folder = "", file = "", rejectedRows } = this.input ?? {};
    if (profile.rows > 0) {
      return html`<ty-profile-body .profile=${profile} .view=${this.view} .client=${this.host.client} .folder=${folder} .file=${file} .rejectedRows=${rejectedRows}></ty-profile-body>`;
    }
    return emptyState("No rows", `The file has ${plural(profile.columns.length, "column")} and no rows below its header.`, [
      { label: "Read again", run: () => this.#read(), primary: true },
    ]);
  }

  #cancelled(): TemplateResult {
    const again = { label: "Profile again", run: () => this.#profile.retry(), primary: true };
    const some = { label: `Profile a sample of ${SAMPLE.toLocaleString("en-US")} rows`, run: () => this.#sample(SAMPLE) };
    if (this.#profile.value) {
      return html`<p class="cancelled quiet">Cancelled: these are the figures from before. <button class="link" @click=${again.run}>${again.label}</button></p>`;
    }
    return emptyState(
      "Profiling was cancelled",
      "The file was not read to its end.",
      this.input?.sample === undefined ? [again, some] : [again],
    );
  }

  #changedOnDisk(): void {
    const { value, busy } = this.#profile;
    if (value && value.durationMs < QUICK_MS && !busy) {
      this.#read();
    } else {
      this.#outdated = true;
      this.requestUpdate();
    }
  }

  #read(): void {
    if (!this.input) return;
    this.#outdated = false;
    const { folder, file, target, sample, rejectedRows } = this.input;
    const query = {
      folder,
      file,
      ...(target ? { target } : {}),
      ...(sample === undefined ? {} : { sample }),
      ...(rejectedRows && { rejectedRows }),
    };
    void this.#profile.run(
      (options) => this.host.client.request("dataset/profile", query, options),
      `Reading ${file.split(/[\\/]/).at(-1)}`,
    );
  }

  #sample(rows: number | null): void {
    if (!this.input) return;
    const { sample: _, ...rest } = this.input;
    this.#ask(rows === null ? rest : { ...rest, sample: rows });
  }

  #prepare(): void {
    if (!this.input) return;
    const { file, target, rejectedRows } = this.input;
    const about = { file, ...(target === undefined ? {} : { target }), ...(rejectedRows && { rejectedRows }) };
    void this.host.act({ action: "prepare", ...about });
  }

  #pick(column: string): void {
    if (!this.input) return;
    const { target: _, ...rest } = this.input;
    this.#ask(column ? { ...rest, target: column } : rest);
  }

  #choose(how: RejectedRows): void {
    if (!this.input) return;
    const { rejectedRows: _, ...rest } = this.input;
    this.#ask(how === "drop" ? rest : { ...rest, rejectedRows: how });
  }

  #ask(input: ProfileInput): void {
    this.input = input;
    this.#save();
    this.#read();
  }

  #showRows(filters: readonly RowFilter[]): void {
    const { rows } = this.view;
    this.#change({ tab: "data", rows: { ...rows, filters: filters.reduce<RowFilter[]>(withFilter, rows.filters) } });
  }

  #change(view: Partial<ProfileView>): void {
    this.view = { ...this.view, ...view };
    this.#save();
  }

  #save(): void {
    if (this.input) this.host.save<ProfileView>({ input: this.input, view: this.view });
  }
}

define("ty-profile-app", ProfileApp);
