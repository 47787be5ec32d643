import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import type { RowFilter } from "../../src/protocol/rows.ts";
import type { Curve, Report, Run, RunSnapshot } from "../../src/protocol/run.ts";
import type { CellSource } from "../evaluation/cells.ts";
import { explanationSection } from "../evaluation/explanation.ts";
import { evaluationSection } from "../evaluation/section.ts";
import { verdictSection, versusSection } from "../evaluation/verdict.ts";
import { errorState } from "../shared/error.ts";
import { curveSection } from "./curve-section.ts";
import { codeFacts, dataFacts, paramFacts } from "./facts.ts";
import { foldSection } from "./folds.ts";
import { gateSection } from "./gates.ts";
import { runHead } from "./head.ts";
import { summaryOf } from "./live.ts";
import { scoreTable } from "./scores.ts";
import type { RunView } from "./view.ts";

export interface SingleRun {
  run: Run;
  snapshot: RunSnapshot | null;
  curve: Curve | null;
  curveError: TemplateResult | null;
  /** Null while it is on its way, and of a live run. */
  report: Report | null;
  view: RunView;
  /** Absent where there is no VS Code to ask. */
  act?: (action: PanelAction) => Promise<void>;
  /** Where the rows of the confusion matrix come from. */
  cells?: CellSource;
}

/** One run: figures, how it went, curves, how the model does, where it fails, then what it was made from. */
export function singleRun({ run, snapshot, curve, curveError, report, view, act, cells }: SingleRun): TemplateResult {
  const { evaluation = null, explanation, verdict, versus = [] } = report ?? {};
  const file = run.data?.path;
  const show = act && file !== undefined ? (filters: RowFilter[]) => void act({ action: "profile", file, filters }) : undefined;
  return html`
    ${runHead(run, snapshot, act)} ${run.error ? errorState(run.error, act ? { act } : {}) : ""}
    ${run.notes.length > 0 ? html`<ul class="run-notes" aria-label="Notes">${run.notes.map((note) => html`<li>${note}</li>`)}</ul>` : ""}
    <div class="sections">
      ${gateSection(run.gates)} ${scoreTable(run, evaluation)} ${foldSection(run.crossValidation)} ${curveError ?? curveSection(run.status, curve, [summaryOf(run)], view.curves)}
      ${verdict ? verdictSection(verdict) : ""} ${versusSection(versus, act)} ${evaluation ? evaluationSection(evaluation, cells, show) : ""}
      ${explanation ? explanationSection(explanation, show) : ""}
      <div class="facts">${paramFacts(run)} ${dataFacts(run)} ${codeFacts(run)}</div>
    </div>
  `;
}
