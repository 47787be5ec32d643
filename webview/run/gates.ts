import { html, type TemplateResult } from "lit";
import { type GateResult, gateVerdict } from "../../src/protocol/gate.ts";
import { icon } from "../shared/icon.ts";
import { dataTable } from "../shared/table.ts";

/** Each gate of the experiment: whether it passed, and what was found. */
export function gateSection(gates: readonly GateResult[] | undefined): TemplateResult | string {
  if (!gates || gates.length === 0) return "";
  return html`<section class="gates" aria-label="Gates">
    <h2>Gates <span class="quiet">${gateVerdict(gates)}</span></h2>
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
