import { html, type TemplateResult } from "lit";
import type { Curve, RunStatus, RunSummary } from "../../src/protocol/run.ts";
import "./curves.ts";
import { unitOfRuns } from "./unit.ts";
import type { CurvesView } from "./view.ts";

/** The curves, or why there are none; nothing for models that are not learnt step by step. While they are on their way, their place is kept. */
export function curveSection(
  status: RunStatus,
  curve: Curve | null,
  runs: readonly RunSummary[],
  view: CurvesView,
): TemplateResult | string {
  const points = curve?.series.some(({ steps }) => steps.length > 0);
  if (!points && status === "FINISHED" && runs.every(({ metrics }) => Object.keys(metrics).length === 0)) return "";
  return html`<section aria-label="Curves">
    <h2>Curves</h2>
    ${
      points
        ? html`<ty-curves .curve=${curve} .runs=${runs} .view=${view}></ty-curves>`
        : html`<p class="quiet ${curve === null ? "curves-none" : ""}">${curve === null ? "" : status === "RUNNING" ? `The first ${unitOfRuns(runs)} has not ended yet.` : "No metric was logged."}</p>`
    }
  </section>`;
}
