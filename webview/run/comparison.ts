import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import type { Curve, ParamValue, Run } from "../../src/protocol/run.ts";
import { formatNumber, plural } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { STATUS } from "../shared/status.ts";
import { when } from "../shared/when.ts";
import { curveSection } from "./curve-section.ts";
import { type Difference, differencesOf } from "./differences.ts";
import { formatParam } from "./facts.ts";
import { summaryOf } from "./live.ts";
import type { RunView } from "./view.ts";

export interface Comparison {
  runs: readonly Run[];
  curve: Curve | null;
  curveError: TemplateResult | null;
  view: RunView;
  act: (action: PanelAction) => Promise<void>;
  change: (view: Partial<RunView>) => void;
}

/** Several runs: what differs first, then their curves on top of each other. */
export function comparison({ runs, curve, curveError, view, act, change }: Comparison): TemplateResult {
  const all = differencesOf(runs);
  const shown = view.onlyDifferences ? all.filter(({ differs }) => differs) : all;
  const [first, second] = runs;
  const live = runs.some(({ status }) => status === "RUNNING");
  return html`
    <header class="head">
      <div class="head-title">
        <h1>${plural(runs.length, "run")} compared</h1>
        <p class="figures quiet"><span class="path">${[...new Set(runs.map(({ group }) => group))].join(", ")}</span></p>
      </div>
      <div class="head-actions">
        ${
          runs.length === 2 && first && second
            ? html`<vscode-button appearance="secondary" @click=${() => act({ action: "show-code-changes", runs: [first.id, second.id] })}>Code changes</vscode-button>`
            : ""
        }
        <vscode-button appearance="secondary" @click=${() => act({ action: "show-history" })}>Show history</vscode-button>
      </div>
    </header>
    <div class="sections">
      <section aria-label="Differences">
        <div class="controls">
          <h2>Differences</h2>
          <vscode-checkbox ?checked=${view.onlyDifferences} @change=${(event: Event) => change({ onlyDifferences: (event.target as HTMLInputElement).checked })}>
            Only what differs
          </vscode-checkbox>
        </div>
        <div class="table-frame tall" tabindex="0" role="region" aria-label="Differences">
          <table class="compare">
            <thead>
              <tr>
                <th scope="col"></th>
                ${runs.map((run) => runColumn(run, act))}
              </tr>
            </thead>
            <tbody>${shown.map(differenceRow)}</tbody>
          </table>
          ${shown.length === 0 ? html`<p class="quiet">The runs are the same in all that was recorded.</p>` : ""}
        </div>
      </section>
      ${curveError ?? curveSection(live ? "RUNNING" : "FINISHED", curve, runs.map(summaryOf), view.curves)}
    </div>
  `;
}

function runColumn(run: Run, act: Comparison["act"]): TemplateResult {
  const { word, icon: sign, tone } = STATUS[run.status];
  return html`<th scope="col" class="number">
    <button class="link" title="Open ${run.name}" @click=${() => act({ action: "open-runs", runs: [run.id] })}>${run.name}</button><br />
    <span class="quiet">${icon(sign, word, tone)} ${when(run.startTime, Date.now())}</span>
  </th>`;
}

const differenceRow = ({ kind, name, values, best, differs }: Difference): TemplateResult => html`<tr class=${differs ? "" : "same"}>
  <th scope="row">${name}</th>
  ${values.map((value, at) => html`<td class="number ${kind} ${best.includes(at) ? "best" : ""}">${best.includes(at) ? html`<span class="visually-hidden">best: </span>` : ""}${shown(kind, value)}</td>`)}
</tr>`;

function shown(kind: Difference["kind"], value: ParamValue | undefined): string {
  if (kind === "metric" && typeof value === "number") return formatNumber(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return formatParam(value);
}
