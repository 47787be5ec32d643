import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import { unitOfRun } from "../../src/protocol/progress.ts";
import { isResumable } from "../../src/protocol/resumable.ts";
import type { Run, RunSnapshot } from "../../src/protocol/run.ts";
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
  return html`<header class="head">
      <div class="head-title">
        <h1>${run.name}</h1>
        <p class="figures">
          <span>${icon(sign, undefined, tone)} ${word}</span>
          ${run.aliases?.map((alias) => html`<span class="alias">${icon("star-full")} ${alias}</span>`) ?? ""}
          <span class="path quiet">${run.group}</span>
          <span class="quiet">${when(run.startTime, Date.now())}</span>
          ${run.endTime === null ? "" : html`<span class="quiet" title="Duration">${formatDuration(run.endTime - run.startTime)}</span>`}
        </p>
        ${headline(run)}
      </div>
      ${act ? actions(run, live, act) : ""}
    </header>
    ${live ? liveLine(snapshot) : ""}`;
}

function headline({ headline: figure, metrics, params }: Run): TemplateResult | string {
  if (!figure) return "";
  const { metric, value, std } = figure;
  const series = metrics[metric] ?? metrics[`val_${metric}`];
  const epoch = series && series.steps > 1 ? `best at ${unitOfRun(params)} ${series.bestStep.toLocaleString("en-US")}` : "";
  return html`<p class="headline"><span class="metric">${metric} <strong>${formatScore(value)}</strong>${std === undefined ? "" : ` ± ${formatScore(std)}`}</span> <span class="quiet">${std === undefined ? "on validation" : "mean and deviation of the folds"}${epoch ? `, ${epoch}` : ""}</span></p>`;
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
