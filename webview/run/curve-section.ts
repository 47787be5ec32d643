import { html, type TemplateResult } from "lit";
import type { Curve, RunStatus, RunSummary } from "../../src/protocol/run.ts";
import "./curves.ts";
import { unitOfRuns } from "./unit.ts";
import type { CurvesView } from "./view.ts";

/** The curves, or why there are none. While they are on their way, their place is kept. */
export function curveSection(status: RunStatus, curve: Curve | null, runs: readonly RunSummary[], view: CurvesView): TemplateResult {
  const points = curve?.series.some(({ steps }) => steps.length > 0);
  return html`<section aria-label="Curves">
    <h2>Curves</h2>
    ${
      points
        ? html`<ty-curves .curve=${curve} .runs=${runs} .view=${view}></ty-curves>`
        : html`<p class="quiet curves-none">${curve === null ? "" : status === "RUNNING" ? `The first ${unitOfRuns(runs)} has not ended yet.` : "No metric was logged."}</p>`
    }
  </section>`;
}
