import { html, type TemplateResult } from "lit";
import type { PanelAction } from "../../src/protocol/panel.ts";
import type { Verdict, Versus } from "../../src/protocol/report.ts";
import { formatNumber, formatScore } from "../../src/shared/format.ts";
import { type IconName, icon } from "../shared/icon.ts";
import { dataTable } from "../shared/table.ts";

const SIGN: Record<Verdict["kind"], [IconName, string]> = {
  diverged: ["error", "tone-failed"],
  overfitting: ["warning", "tone-warning"],
  underfitting: ["warning", "tone-warning"],
  "still-improving": ["info", "tone-info"],
  noisy: ["info", "tone-info"],
  "too-short": ["info", "tone-info"],
  fine: ["pass", "tone-passed"],
};

/** How the training went, why one thinks so, and what to try. */
export function verdictSection(verdict: Verdict): TemplateResult {
  const [sign, tone] = SIGN[verdict.kind];
  return html`<section aria-label="How the training went" class="verdict">
    <h2>How the training went</h2>
    <p class="verdict-sentence">${icon(sign, undefined, tone)} ${verdict.sentence}</p>
    ${verdict.evidence.length > 0 ? html`<ul class="plain quiet">${verdict.evidence.map((one) => html`<li>${one}</li>`)}</ul>` : ""}
    ${
      verdict.tries.length > 0
        ? html`<h3>What to try</h3>
            <ol class="tries">${verdict.tries.map(({ text }) => html`<li>${text}</li>`)}</ol>`
        : ""
    }
  </section>`;
}

const TONE = { better: "tone-passed", worse: "tone-failed", level: "quiet" };
const WORD = { better: "better", worse: "worse", level: "no clear difference" };

/** The run beside the baseline and the champion, on the same test rows where there are such. */
export function versusSection(versus: readonly Versus[], act?: (action: PanelAction) => Promise<void>): TemplateResult | string {
  if (versus.length === 0) return "";
  return html`<section aria-label="Beside others">
    <h2>Beside others</h2>
    <div class="evaluation">${versus.map((one) => versusTable(one, act))}</div>
  </section>`;
}

function versusTable(
  { with: rival, name, run, figures, sentence, caveat }: Versus,
  act?: (action: PanelAction) => Promise<void>,
): TemplateResult {
  const title = rival === "baseline" ? "Baseline" : "Champion";
  const bounded = figures.some(({ interval }) => interval);
  const figure = (value: number) => html`<span class="figure">${formatScore(value)}</span>`;
  return html`<section aria-label=${title} class="versus">
    <h3>
      ${title}${run !== null && act ? html`: <button class="link" @click=${() => act({ action: "open-runs", runs: [run] })}>${name}</button>` : rival === "baseline" ? "" : `: ${name}`}
    </h3>
    <p>${sentence}</p>
    ${dataTable(`${title}: figures`, {
      head: ["", "this run", rival, "difference", ...(bounded ? ["95 % interval"] : []), ""],
      numbers: [1, 2, 3, ...(bounded ? [4] : [])],
      rows: figures.map(({ metric, value, other, difference, interval, verdict }) => [
        metric,
        figure(value),
        figure(other),
        html`<span class="figure">${difference > 0 ? "+" : ""}${formatNumber(difference, 3)}</span>`,
        ...(bounded
          ? [interval ? html`<span class="figure">${formatNumber(interval[0], 3)} to ${formatNumber(interval[1], 3)}</span>` : ""]
          : []),
        html`<span class=${TONE[verdict]}>${WORD[verdict]}</span>`,
      ]),
    })}
    ${caveat ? html`<p class="quiet">${caveat}</p>` : ""}
  </section>`;
}
