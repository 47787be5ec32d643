import { html, type TemplateResult } from "lit";
import type { PanelInput } from "../../src/protocol/panel.ts";
import type { Profile } from "../../src/protocol/profile.ts";
import { plural } from "../../src/shared/format.ts";
import { define, PanelElement } from "../shared/element.ts";
import { emptyState } from "../shared/empty.ts";
import { errorState } from "../shared/error.ts";
import type { Host } from "../shared/host.ts";
import { Load } from "../shared/load.ts";
import { progressLine } from "../shared/progress.ts";
import "./body.ts";
import { profileHead } from "./head.ts";
import { type ProfileView, START } from "./view.ts";

type ProfileInput = Extract<PanelInput, { panel: "profile" }>;

/** The EDA panel of one data file. */
export class ProfileApp extends PanelElement {
  static override properties = { input: { state: true }, view: { state: true } };
  declare host: Host;
  declare input: ProfileInput | null;
  declare view: ProfileView;
  #profile = new Load<Profile>(this);

  constructor() {
    super();
    this.input = null;
    this.view = START;
    this.addEventListener("view-change", (event) => this.#change((event as CustomEvent<Partial<ProfileView>>).detail));
    this.addEventListener("pick-target", (event) => this.#pick((event as CustomEvent<string>).detail));
  }

  show(input: PanelInput, view: unknown): void {
    if (input.panel !== "profile") return;
    if (this.input?.file !== input.file) {
      this.#profile.value = null;
      this.view = { ...START, ...(view as Partial<ProfileView> | undefined) };
    }
    this.input = input;
    this.#save();
    this.#read();
  }

  override render(): TemplateResult {
    const { value: profile, error, progress, busy } = this.#profile;
    if (!this.input) return html`${progressLine(null)}`;
    const act = this.host.act;
    const { file, target } = this.input;
    const failed = error && !(profile && error.code === "cancelled");
    return html`<main class="app">
      ${progressLine(progress, () => this.#profile.cancel())}
      ${profileHead({
        file,
        target: target ?? profile?.target ?? "",
        profile,
        pick: (column) => this.#pick(column),
        newExperiment: () => act({ action: "new-experiment", file, ...(target ? { target } : {}) }),
        save: () => act({ action: "save-as", name: `${stem(file)}.profile.json`, text: JSON.stringify(profile, null, 2) }),
      })}
      ${failed ? errorState(error, { act, retry: () => this.#profile.retry() }) : ""}
      ${profile ? this.#body(profile) : busy || error ? "" : emptyState("No profile yet", "The file has not been read.", [])}
    </main>`;
  }

  #body(profile: Profile): TemplateResult {
    if (profile.rows > 0) return html`<ty-profile-body .profile=${profile} .view=${this.view}></ty-profile-body>`;
    return emptyState("No rows", `The file has ${plural(profile.columns.length, "column")} and no rows below its header.`, [
      { label: "Read again", run: () => this.#read(), primary: true },
    ]);
  }

  #read(): void {
    if (!this.input) return;
    const { folder, file, target } = this.input;
    const work = this.host.client;
    void this.#profile.run(
      (options) => work.request("dataset/profile", { folder, file, ...(target ? { target } : {}) }, options),
      `Reading ${file}`,
    );
  }

  #pick(column: string): void {
    if (!this.input) return;
    const { target: _, ...rest } = this.input;
    this.input = column ? { ...rest, target: column } : rest;
    this.#save();
    this.#read();
  }

  #change(view: Partial<ProfileView>): void {
    this.view = { ...this.view, ...view };
    this.#save();
  }

  #save(): void {
    if (this.input) this.host.save<ProfileView>({ input: this.input, view: this.view });
  }
}

const stem = (file: string): string => (file.split(/[\\/]/).at(-1) ?? file).replace(/\.[^.]+$/, "");

define("ty-profile-app", ProfileApp);
