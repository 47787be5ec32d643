import { html, type TemplateResult } from "lit";
import type { Evaluation } from "../../src/protocol/evaluation.ts";
import type { PanelAction } from "../../src/protocol/panel.ts";
import type { Curve, Run, RunSnapshot } from "../../src/protocol/run.ts";
import { errorState } from "../shared/error.ts";
import { curveSection } from "./curve-section.ts";
import { evaluationSection } from "./evaluation.ts";
import { codeFacts, dataFacts, paramFacts } from "./facts.ts";
import { runHead } from "./head.ts";
import { summaryOf } from "./live.ts";
import { scoreTable } from "./scores.ts";
import type { RunView } from "./view.ts";

export interface SingleRun {
  run: Run;
  snapshot: RunSnapshot | null;
  curve: Curve | null;
  curveError: TemplateResult | null;
  evaluation: Evaluation | null;
  view: RunView;
  /** Absent where there is no VS Code to ask. */
  act?: (action: PanelAction) => Promise<void>;
}

/** One run: figures, then curves, then how the model does, then what it was made from. */
export function singleRun({ run, snapshot, curve, curveError, evaluation, view, act }: SingleRun): TemplateResult {
  return html`
    ${runHead(run, snapshot, act)} ${run.error ? errorState(run.error, act ? { act } : {}) : ""}
    ${run.notes.length > 0 ? html`<ul class="run-notes" aria-label="Notes">${run.notes.map((note) => html`<li>${note}</li>`)}</ul>` : ""}
    <div class="sections">
      ${scoreTable(run, evaluation)} ${curveError ?? curveSection(run.status, curve, [summaryOf(run)], view.curves)} ${evaluation ? evaluationSection(evaluation) : ""}
      <div class="facts">${paramFacts(run)} ${dataFacts(run)} ${codeFacts(run)}</div>
    </div>
  `;
}
