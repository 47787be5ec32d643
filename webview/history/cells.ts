import { html, type TemplateResult } from "lit";
import { unitOfRun } from "../../src/protocol/progress.ts";
import type { RunSummary } from "../../src/protocol/run.ts";
import { durationOf } from "../../src/shared/duration.ts";
import { formatDuration, formatNumber } from "../../src/shared/format.ts";
import { icon } from "../shared/icon.ts";
import { when } from "../shared/when.ts";
import type { Column } from "./columns.ts";

/** What a cell shows: figures formatted, the best of a column marked. */
export function cellContent(column: Column, run: RunSummary, best: number | undefined, now: number): TemplateResult | string {
  const special = SPECIAL[column.id];
  if (special) return special(run, now);
  const value = column.value(run);
  if (value === undefined || value === null) return "";
  const text = typeof value === "number" ? formatNumber(value) : String(value);
  if (column.kind !== "metric") return html`<span class="clip" title=${text}>${text}</span>`;
  const series = run.metrics[column.label];
  const title =
    series && column.id.startsWith("metrics.")
      ? `last ${formatNumber(series.last)}, best ${formatNumber(series.best)} at ${unitOfRun(run.params)} ${series.bestStep}`
      : text;
  if (value !== best) return html`<span title=${title}>${text}</span>`;
  return html`<strong class="best" title="${title}; best of the column"><span class="visually-hidden">best: </span>${text}</strong>`;
}

const SPECIAL: Record<string, (run: RunSummary, now: number) => TemplateResult | string> = {
  when: ({ startTime }, now) => when(startTime, now),
  duration: (run, now) => {
    const duration = durationOf({ ...run, endTime: run.endTime ?? now });
    return duration === null ? "" : formatDuration(duration);
  },
  data: ({ data }) =>
    data
      ? html`<span class="clip data" title="${data.path} (SHA-256 ${data.sha256})">${data.path} <code class="quiet">${data.sha256.slice(0, 6)}</code></span>`
      : "",
  code: ({ code }) =>
    html`<code class="clip" title=${code.head ? `${code.file} on ${code.head}` : code.file}>${code.head?.slice(0, 7) ?? "no commit"}</code>${
      code.dirty
        ? html`<span class="changed" title="With uncommitted changes, kept in the run">${icon("diff", "with uncommitted changes")}</span>`
        : ""
    }`,
};
