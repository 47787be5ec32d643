import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import type { Report } from "../../src/protocol/run.ts";
import "../profile/alerts.ts";
import "../profile/columns.ts";
import { type CellSource, cellsOfPage } from "../evaluation/cells.ts";
import { evaluationSection } from "../evaluation/section.ts";
import { classBalance } from "../profile/classes.ts";
import { completed } from "../profile/complete.ts";
import { profileFigures } from "../profile/head.ts";
import { imageSection } from "../profile/images.ts";
import { missingPage } from "../profile/missing.ts";
import { readerNotes } from "../profile/notes.ts";
import { relationsPage } from "../profile/relations.ts";
import { START as PROFILE, type ProfileView } from "../profile/view.ts";
import { singleRun } from "../run/single.ts";
import { type CurvesView, START as RUN, type RunView } from "../run/view.ts";
import { define, PanelElement } from "../shared/element.ts";

/** With more columns than this, only those in view are drawn. */
const MOST_WHOLE = 300;

/** A run, or a data file, on one page: figures, curves, evaluation, then the data. */
export class ReportPage extends PanelElement {
  static override properties = { report: { attribute: false }, profileView: { state: true }, runView: { state: true } };
  declare report: Report;
  declare profileView: ProfileView;
  declare runView: RunView;
  #cells: CellSource = cellsOfPage([]);

  constructor() {
    super();
    this.profileView = PROFILE;
    this.runView = RUN;
    this.hear<Partial<ProfileView>>("view-change", (view) => {
      this.profileView = { ...this.profileView, ...view };
    });
    this.hear<string>("open-column", (column) => this.#open([column]));
    this.hear<CurvesView>("curves-change", (curves) => {
      this.runView = { ...this.runView, curves };
    });
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("report")) this.#cells = cellsOfPage(this.report.confusionRows ?? []);
  }

  override render(): TemplateResult {
    const { title, run, curve, evaluation, profile } = this.report;
    return html`<main>
      ${
        run
          ? singleRun({ run, snapshot: null, curve, curveError: null, report: this.report, view: this.runView, cells: this.#cells })
          : html`<header class="head"><h1>${title}</h1></header>${evaluation ? html`<div class="sections">${evaluationSection(evaluation)}</div>` : ""}`
      }
      ${profile ? this.#profile(completed(profile), run !== null) : ""}
      <footer class="quiet">Made by Trainyard.</footer>
    </main>`;
  }

  #profile(profile: Profile, titled: boolean): TemplateResult {
    const whole = profile.columns.length <= MOST_WHOLE;
    return html`<section class="profile" aria-label="Data">
      <header class="head">
        <div class="head-title">${titled ? html`<h2>Data: <span class="data">${profile.file}</span></h2>` : ""}${profileFigures(profile)}</div>
      </header>
      ${readerNotes(profile)} ${imageSection(profile)} ${classBalance(profile)}
      <ty-alerts .alerts=${profile.alerts} .thresholds=${profile.thresholds} ?all=${whole}></ty-alerts>
      <div class=${whole ? "whole" : "windowed"}><ty-columns .profile=${profile} .view=${this.profileView} ?whole=${whole}></ty-columns></div>
      ${relationsPage(profile, "pearson", null)} ${missingPage(profile)}
    </section>`;
  }

  #open(columns: readonly string[]): void {
    this.profileView = { ...this.profileView, open: [...new Set([...this.profileView.open, ...columns])] };
    void this.updateComplete.then(() => {
      const [first] = columns;
      [...this.querySelectorAll<HTMLElement>(".row-button")]
        .find(({ dataset }) => dataset.column === first)
        ?.scrollIntoView({ block: "center" });
    });
  }
}

define("ty-report", ReportPage);
