import { html, type TemplateResult } from "lit";
import type { ColumnProfile } from "../../src/protocol/profile.ts";
import { formatShare, plural } from "../../src/shared/format.ts";
import { bar } from "../shared/spark.ts";
import { dataTable } from "../shared/table.ts";
import { formatSpan } from "./figures.ts";
import { formatValue } from "./sentences.ts";
import { rowsButton } from "./show-rows.ts";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A date column's step and gaps, and how its rows spread over the week, the year and the day. */
export function dateParts(column: ColumnProfile): TemplateResult | string {
  const { dates, name, count } = column;
  if (!dates) return "";
  const { weekdays, months, hours } = dates;
  return html`<section class="date-parts">
    <h3>Range and gaps</h3>
    <p>${formatValue(column, column.min)} to ${formatValue(column, column.max)}${dates.step === null ? "" : `, usually ${formatSpan(dates.step)} apart`}.</p>
    <p>${gapsOf(column)}</p>
    <div class="detail-parts">
      ${spread(`Rows of ${name} by weekday`, WEEKDAYS, weekdays, count)} ${spread(`Rows of ${name} by month`, MONTHS, months, count)}
      ${
        hours
          ? spread(
              `Rows of ${name} by hour (UTC)`,
              hours.map((_, hour) => `${hour} h`),
              hours,
              count,
            )
          : ""
      }
    </div>
  </section>`;
}

function gapsOf(column: ColumnProfile): TemplateResult | string {
  const { dates, name } = column;
  if (!dates || dates.gaps === 0 || !dates.largestGap) return "No gaps.";
  const { from, to } = dates.largestGap;
  const text = `${formatValue(column, from)} to ${formatValue(column, to)}`;
  const ends = { column: name, test: "range" as const, from, to, closed: true };
  return html`${plural(dates.gaps, "gap")}, the longest of ${formatSpan(to - from)}: ${rowsButton(text, `Show the rows at both ends of the gap ${text}`, ends)}.`;
}

function spread(caption: string, labels: readonly string[], counts: readonly number[], total: number): TemplateResult {
  const most = Math.max(1, ...counts);
  return html`<div class="spread">
    ${dataTable(caption, {
      head: [caption.replace(/^.* by /, ""), "rows", "share", ""],
      rows: labels.map((label, at) => [label, counts[at] ?? 0, formatShare(counts[at] ?? 0, total), bar((counts[at] ?? 0) / most)]),
    })}
  </div>`;
}
