import { html, type TemplateResult } from "lit";
import type { ColumnProfile } from "../../src/protocol/profile.ts";
import type { ColumnValues, RowFilter } from "../../src/protocol/rows.ts";
import { sparkBars } from "../shared/spark.ts";
import { binFilter } from "./filters.ts";
import { showRows } from "./show-rows.ts";

/**
 * A column's distribution in a few pixels; a click on a bar leads to its rows. With `among`, that of some rows stands in front of
 * that of all, each as high as there is room.
 */
export function pickSpark(column: ColumnProfile, among: ColumnValues | null = null): TemplateResult {
  const counts = countsOf(column);
  const some = among && countsAmong(column, among);
  const pick = (event: MouseEvent) => {
    event.preventDefault();
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * counts.length);
    const filter = filterOfBar(column, Math.max(0, Math.min(counts.length - 1, at)));
    if (filter) showRows(event, filter);
  };
  return counts.length === 0
    ? sparkBars(counts)
    : html`<span class="pick" @click=${pick}>${some ? html`${sparkBars(counts, "plain")}${sparkBars(some)}` : sparkBars(counts)}</span>`;
}

/** Rows in each bar: the histogram, or the most frequent values and one bar for the rest. */
export function countsOf({ histogram, top, count, type }: ColumnProfile): number[] {
  if (histogram) return histogram.map((bin) => bin.count);
  if (type === "identifier" || type === "text") return [];
  const rest = count - top.reduce((sum, value) => sum + value.count, 0);
  return [...top.map((value) => value.count), ...(rest > 0 && top.length > 0 ? [rest] : [])];
}

/** The same bars counted among some rows; null where these were counted otherwise. */
export function countsAmong(column: ColumnProfile, among: ColumnValues): number[] | null {
  const { histogram, top } = column;
  if (histogram) return among.histogram?.length === histogram.length ? among.histogram.map((bin) => bin.count) : null;
  if (among.histogram || top.length === 0) return null;
  const counts = new Map(among.top.map(({ value, count }) => [value, count]));
  const known = top.map(({ value }) => counts.get(value) ?? 0);
  const rest = among.count - known.reduce((sum, count) => sum + count, 0);
  return countsOf(column).length > known.length ? [...known, rest] : known;
}

/** The rows of the bar at `at` of `countsOf`. */
export function filterOfBar(column: ColumnProfile, at: number): RowFilter | null {
  const { name, histogram, top } = column;
  if (histogram) return at < histogram.length ? binFilter(column, histogram, at) : null;
  const values = top.map(({ value }) => value);
  const value = values[at];
  if (value !== undefined) return { column: name, test: "equals", values: [value] };
  return values.length > 0 ? { column: name, test: "equals", values, not: true } : null;
}
