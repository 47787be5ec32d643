import { html, type TemplateResult } from "lit";
import type { Leak, Profile } from "../../src/protocol/profile.ts";
import { formatShare } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { columnLink } from "./column-link.ts";

/** Columns that may give the target away, each with why. */
export function leaksSection({ target, leaks }: Profile): TemplateResult | string {
  if (target === null || leaks.length === 0) return "";
  return html`<section aria-label="Leakage suspects">
    <h2>${icon("warning", "Warning", "tone-warning")} May give <span class="data">${target}</span> away</h2>
    <ul class="plain-list">
      ${leaks.map((leak) => html`<li>${columnLink(leak.column)} ${reasonOf(leak, target)}</li>`)}
    </ul>
    <p class="quiet">Leave out what is not known yet when a prediction is made.</p>
  </section>`;
}

const reasonOf = ({ reason, value }: Leak, target: string): string =>
  ({
    copy: `has the same values as ${target}.`,
    "one-to-one": `is another name for each class of ${target}.`,
    separates: `has a range of its own for each class of ${target}.`,
    determines: `tells ${target} in ${formatShare(value, 1)} of the rows: each of its values has one target.`,
    association: `is tied to ${target} almost completely (${value.toFixed(3)}).`,
  })[reason];
