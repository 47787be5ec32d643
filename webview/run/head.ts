import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import { unitOfRun } from "../../src/protocol/progress.ts";
import { isResumable } from "../../src/protocol/resumable.ts";
import type { Run, RunSnapshot } from "../../src/protocol/run.ts";
import { durationOf } from "../../src/shared/duration.ts";
import { formatDuration, formatScore } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { STATUS } from "../shared/status.ts";
import { when } from "../shared/when.ts";
import { liveLine } from "./live-line.ts";

type Act = (action: PanelAction) => Promise<void>;

/** Which run, how it stands, its figure; while it is live, how far it is and Stop. */
export function runHead(run: Run, snapshot: RunSnapshot | null, act: Act | undefined): TemplateResult {
  const { word, icon: sign, tone } = STATUS[run.status];
  const live = run.status === "RUNNING";
  const duration = durationOf(run);
  return html`<header class="head">
      <div class="head-title">
        <h1>${run.name}</h1>
        <p class="figures">
          <span>${icon(sign, undefined, tone)} ${word}</span>
          ${run.aliases?.map((alias) => html`<span class="alias">${icon("star-full")} ${alias}</span>`) ?? ""}
          <span class="path quiet">${run.group}</span>
          <span class="quiet">${when(run.startTime, Date.now())}</span>
          ${duration === null ? "" : html`<span class="quiet" title="Duration">${formatDuration(duration)}</span>`}
        </p>
        ${headline(run)}
      </div>
      ${act ? actions(run, live, act) : ""}
    </header>
    ${live ? liveLine(snapshot) : ""}`;
}

function headline(run: Run): TemplateResult | string {
  if (!run.headline) return "";
  const { metric, value, std } = run.headline;
  const epoch = stepOf(run, metric);
  return html`<p class="headline"><span class="metric">${metric} <strong>${formatScore(value)}</strong>${std === undefined ? "" : ` ± ${formatScore(std)}`}</span> <span class="quiet">${std === undefined ? "on validation" : "mean and deviation of the folds"}${epoch ? `, ${epoch}` : ""}</span></p>`;
}

/** The step that the figure is of: the one whose weights were kept, or of a script, which may go on, the best. */
function stepOf({ kind, metrics, params }: Run, metric: string): string {
  const series = metrics[metric];
  const kept = params["earlyStopping.restoreBestWeights"] === true ? metrics[String(params["earlyStopping.monitor"])] : undefined;
  if (!series || series.steps < 2) return "";
  const step = (at: number) => `${unitOfRun(params)} ${at.toLocaleString("en-US")}`;
  if (kept) return `at ${step(kept.bestStep)}`;
  return kind === "script" ? `best at ${step(series.bestStep)}` : "";
}

function actions(run: Run, live: boolean, act: Act): TemplateResult {
  const { id, group } = run;
  return html`<div class="head-actions">
    ${live ? html`<vscode-button @click=${() => act({ action: "stop-run", run: id })}>${icon("stop")}&nbsp;Stop</vscode-button>` : ""}
    ${isResumable(run) ? html`<vscode-button title="Go on where it was broken off, as a new run" @click=${() => act({ action: "resume-run", run: id })}>Resume</vscode-button>` : ""}
    <vscode-button appearance="secondary" @click=${() => act({ action: "reveal-code", run: id })}>Open code</vscode-button>
    <vscode-button appearance="secondary" @click=${() => act({ action: "show-history" })}>Compare...</vscode-button>
    ${live ? "" : html`<vscode-button appearance="secondary" @click=${() => act({ action: "train", file: group })}>Train again</vscode-button>`}
  </div>`;
}
