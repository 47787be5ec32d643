import { html, type TemplateResult } from "lit";
import type { PanelInput } from "../../src/protocol/panel.ts";
import type { Curve, Report, Run, RunSnapshot } from "../../src/protocol/run.ts";
import type { Disposable } from "../../src/shared/disposable.ts";
import { throttle } from "../../src/shared/throttle.ts";
import type { CellSource } from "../evaluation/cells.ts";
import { define, PanelElement } from "../shared/element.ts";
import { emptyState } from "../shared/empty.ts";
import { errorState } from "../shared/error.ts";
import type { Host } from "../shared/host.ts";
import { Load } from "../shared/load.ts";
import { progressLine } from "../shared/progress.ts";
import { comparison } from "./comparison.ts";
import { withSnapshot } from "./live.ts";
import { singleRun } from "./single.ts";
import { type CurvesView, type RunView, START } from "./view.ts";

type RunInput = Extract<PanelInput, { panel: "run" }>;
const CURVE_EVERY_MS = 300;

/** The panel of one run, live or over, or of several compared. */
export class RunApp extends PanelElement {
  static override properties = { input: { state: true }, view: { state: true }, live: { state: true } };
  declare host: Host;
  declare input: RunInput | null;
  declare view: RunView;
  /** The newest snapshot of each run that moved while we looked. */
  declare live: ReadonlyMap<string, RunSnapshot>;
  #runs = new Load<Run[]>(this);
  #curve = new Load<Curve>(this);
  #report = new Load<Report>(this);
  #curveSoon = throttle<null>(() => this.#readCurve(), CURVE_EVERY_MS);
  #listener: Disposable | null = null;
  #cells: CellSource = {
    has: () => true,
    load: (cell, options) => {
      const { folder = "", runs = [] } = this.input ?? {};
      return this.host.client.request("run/confusion-rows", { folder, run: runs[0] ?? "", ...cell }, options);
    },
  };

  constructor() {
    super();
    this.input = null;
    this.view = START;
    this.live = new Map();
    this.hear<CurvesView>("curves-change", (curves) => this.#change({ curves }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listener = this.host.client.on("run/changed", (snapshot) => this.#moved(snapshot));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listener?.dispose();
  }

  show(input: PanelInput, view: unknown): void {
    if (input.panel !== "run") return;
    if (JSON.stringify(input) !== JSON.stringify(this.input)) {
      this.#runs.value = null;
      this.#curve.value = null;
      this.#report.value = null;
      this.live = new Map();
      this.view = {
        ...START,
        ...(view as Partial<RunView> | undefined),
        curves: { ...START.curves, ...(view as Partial<RunView> | undefined)?.curves },
      };
    }
    this.input = input;
    this.#save();
    this.#read();
  }

  override render(): TemplateResult {
    return html`<main class="app">${progressLine(null)} ${this.#content()}</main>`;
  }

  #content(): TemplateResult {
    const act = this.host?.act;
    const { value: runs, error } = this.#runs;
    if (!this.input) return html``;
    if (this.input.runs.length === 0)
      return emptyState("No run chosen", "Choose runs in the history.", [
        { label: "Show history", run: () => void act({ action: "show-history" }), primary: true },
      ]);
    if (error && !runs) return errorState(error, { act, retry: () => this.#read() });
    if (!runs) return html``;
    const current = runs.map((run) => withSnapshot(run, this.live.get(run.id)));
    const curve = this.#curve.value;
    const curveError = this.#curve.error && !curve ? errorState(this.#curve.error, { act, retry: () => this.#readCurve() }) : null;
    const [first] = current;
    if (current.length > 1) {
      return comparison({ runs: current, curve, curveError, view: this.view, act, change: (view) => this.#change(view) });
    }
    if (!first) return html``;
    return singleRun({
      run: first,
      snapshot: this.live.get(first.id) ?? null,
      curve,
      curveError,
      report: this.#report.value,
      view: this.view,
      act,
      cells: this.#cells,
    });
  }

  #read(): void {
    if (!this.input) return;
    const { folder, runs } = this.input;
    if (runs.length === 0) return;
    const { client } = this.host;
    void this.#runs
      .run((options) => Promise.all(runs.map((run) => client.request("run/show", { folder, run }, options))))
      .then((found) => {
        const [only] = found ?? [];
        if (runs.length === 1 && only && only.status !== "RUNNING")
          void this.#report.run((options) => client.request("run/report", { folder, run: only.id }, options));
      });
    this.#readCurve();
  }

  #readCurve(): void {
    if (!this.input || this.input.runs.length === 0) return;
    const { folder, runs } = this.input;
    const width = Math.max(300, Math.min(2000, window.innerWidth));
    void this.#curve.run((options) => this.host.client.request("run/curve", { folder, runs, width }, options));
  }

  #moved(snapshot: RunSnapshot): void {
    if (!this.input || snapshot.folder !== this.input.folder || !this.input.runs.includes(snapshot.run.id)) return;
    const before = this.live.get(snapshot.run.id)?.run.status ?? this.#runs.value?.find(({ id }) => id === snapshot.run.id)?.status;
    this.live = new Map(this.live).set(snapshot.run.id, snapshot);
    if (snapshot.run.status !== "RUNNING" && before === "RUNNING") this.#read();
    else this.#curveSoon.push(null);
  }

  #change(view: Partial<RunView>): void {
    this.view = { ...this.view, ...view };
    this.#save();
  }

  #save(): void {
    if (this.input) this.host.save<RunView>({ input: this.input, view: this.view });
  }
}

define("ty-run-app", RunApp);
