import { html, type TemplateResult } from "lit";
import type { Profile } from "../../src/protocol/profile.ts";
import type { RowFilter } from "../../src/protocol/rows.ts";
import { formatShare, plural } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { dataTable } from "../shared/table.ts";
import { missingFilter } from "./filters.ts";
import { rowsButton } from "./show-rows.ts";

/** Columns beyond these are told apart by name only. */
const MOST_COLUMNS = 16;

/** Which columns are missing in the same rows: one line a pattern, a dot for each column that is missing in it. */
export function missingPatterns({ missingPatterns: patterns, columns, rows }: Profile): TemplateResult | string {
  const holes = patterns.filter((pattern) => pattern.columns.length > 0);
  if (holes.length === 0) return "";
  const names = columns.filter(({ missing }) => missing > 0).map(({ name }) => name);
  const dots = names.length <= MOST_COLUMNS;
  const filters = (missing: readonly string[]): RowFilter[] =>
    (dots ? names : missing).map((name) => missingFilter(name, !missing.includes(name)));
  const table = {
    head: ["rows", "share", ...(dots ? names : ["missing"])],
    rows: holes.map(({ columns: missing, count }) => [
      rowsButton(
        count.toLocaleString("en-US"),
        `Show the ${plural(count, "row")} where exactly ${listed(missing)} ${missing.length === 1 ? "is" : "are"} missing`,
        ...filters(missing),
      ),
      formatShare(count, rows),
      ...(dots ? names.map((name) => dot(missing.includes(name))) : [listed(missing)]),
    ]),
  };
  return html`<section class="patterns">
    <h2>Missing together</h2>
    ${dataTable("Rows by which columns are missing in them", table)}
  </section>`;
}

const dot = (missing: boolean): TemplateResult | string =>
  missing
    ? html`<span class="pattern-dot">${icon("circle-filled", "missing")}</span>`
    : html`<span class="quiet" aria-label="present">·</span>`;

const listed = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
