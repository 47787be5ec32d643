import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import { REJECTED_ROWS, type ReadingOptions, type RejectedRows } from "../../src/protocol/reading.ts";
import { plural } from "../../src/shared/format.ts";
import { dataTable } from "../shared/table.ts";

/** Codes of the errors that another choice may cure. */
export const OF_REJECTED: ReadonlySet<string> = new Set(["data-rows-unfit", "data-rows-rejected"]);

const CHOICES: Record<RejectedRows, string> = {
  drop: "drop: left out",
  keep: "keep: filled or joined",
  error: "error: nothing is read",
};

/** What did not fit or could not be read, by line; with the choice of what becomes of it, where `reading` says how it is read now. */
export function rejectedPart({ rejected }: Profile, reading: ReadingOptions | null): TemplateResult | string {
  const { count, first } = rejected;
  if (count === 0 && reading?.rejectedRows === undefined) return "";
  return html`<section>
    <h2>${rejectedCount(count)}</h2>
    ${reading ? rejectedChoice(reading.rejectedRows) : ""} ${count > 0 ? listed(first) : ""}
    ${count > first.length ? html`<p class="quiet">The first ${first.length} are shown.</p>` : ""}
  </section>`;
}

/** `2 rows or values do not fit or could not be read`. */
export const rejectedCount = (count: number): string =>
  count === 0
    ? "All rows fit"
    : `${plural(count, "row or value", "rows or values")} ${count === 1 ? "does" : "do"} not fit or could not be read`;

/** Asks the panel to read the file in another way. */
export function rejectedChoice(now: RejectedRows | undefined): TemplateResult {
  const choose = ({ currentTarget }: Event) =>
    currentTarget?.dispatchEvent(new CustomEvent("choose-rejected", { detail: (currentTarget as HTMLSelectElement).value, bubbles: true }));
  return html`<label class="field rejected-choice">Rows that do not fit
    <select @change=${choose}>
      ${REJECTED_ROWS.map((how) => html`<option value=${how} .selected=${how === (now ?? "drop")}>${CHOICES[how]}</option>`)}
    </select>
  </label>`;
}

function listed(rows: Profile["rejected"]["first"]): TemplateResult {
  const several = rows.some(({ file }) => file !== undefined);
  const cells = rows.some(({ column }) => column !== null);
  return dataTable("Rows that could not be read", {
    head: [...(several ? ["file"] : []), "line", ...(cells ? ["column"] : []), "problem", "text"],
    rows: rows.map(({ file, line, column, problem, text }) => [
      ...(several ? [file ?? ""] : []),
      line,
      ...(cells ? [column ?? ""] : []),
      problem,
      html`<code>${text}</code>`,
    ]),
  });
}
