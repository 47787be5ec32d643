import { html, type TemplateResult } from "lit";
import { type GateResult, gateVerdict } from "../../src/protocol/gate.ts";
import { icon } from "../shared/icon.ts";
import { dataTable } from "../shared/table.ts";

/** Each gate of the experiment: whether it passed, and what was found. */
export function gateSection(gates: readonly GateResult[] | undefined): TemplateResult | string {
  if (!gates || gates.length === 0) return "";
  const verdict = gateVerdict(gates);
  return html`<section class="gates" aria-label="Gates">
    <h2>Gates</h2>
    <p class="quiet">${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}.</p>
    ${dataTable("Gates", {
      head: ["", "gate", "found"],
      rows: gates.map(({ gate, passed, sentence }) => [
        passed ? html`${icon("pass", undefined, "tone-passed")} passed` : html`${icon("error", undefined, "tone-failed")} failed`,
        html`<code>${gate}</code>`,
        sentence,
      ]),
    })}
  </section>`;
}
