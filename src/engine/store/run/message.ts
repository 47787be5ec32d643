import type { Run, RunSummary } from "../../../protocol/run.ts";
import { formatNumber, formatScore } from "../../../shared/format.ts";
import { decode, encode } from "./codec.ts";
import { summaryOf } from "./summary.ts";

const MOST_PARAMS = 12;

/** A commit's message: a line for people, the figures that matter, the summary for lists, and git trailers. */
export function formatMessage(run: Run): string {
  const subject = `trainyard run ${run.name}: ${shortGroup(run.group)}${headline(run)} (${run.status})`;
  const body = [paramLine(run), metricLine(run), testLine(run), run.error ? `Error: ${run.error.message}` : ""].filter(Boolean);
  const trailers = [
    ["Run", run.id],
    [run.kind === "script" ? "Script" : "Experiment", run.group],
    ["Data", run.data?.path],
    ["Data-SHA256", run.data?.sha256],
    ["Backend", run.backend?.name],
    ["Status", run.status],
  ].flatMap(([key, value]) => (value ? [`${key}: ${oneLine(value)}`] : []));
  return [oneLine(subject), ...(body.length > 0 ? [body.map(oneLine).join("\n")] : []), encode(summaryOf(run)), trailers.join("\n")]
    .join("\n\n")
    .concat("\n");
}

/** The summary that a run's commit message carries; undefined where it is no run of ours. */
export function parseMessage(message: string): RunSummary | undefined {
  const start = message.indexOf('\n{"');
  if (start < 0) return undefined;
  const end = message.indexOf("\n", start + 1);
  return decode<RunSummary>(message.slice(start + 1, end < 0 ? undefined : end));
}

const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, " ").trim();
const shortGroup = (group: string) => (group.split("/").at(-1) ?? group).replace(/\.experiment\.json$/, "");
const headline = ({ headline: it }: Run) => (it ? ` ${it.metric} ${formatScore(it.value)}` : "");

function paramLine({ params }: Run): string {
  const all = Object.entries(params);
  const shown = all.slice(0, MOST_PARAMS).map(([key, value]) => `${key} ${typeof value === "number" ? formatNumber(value) : value}`);
  return all.length > MOST_PARAMS ? `${shown.join(", ")}, ...` : shown.join(", ");
}

const metricLine = ({ metrics }: Run) =>
  Object.entries(metrics)
    .slice(0, MOST_PARAMS)
    .map(([key, { last, best, bestStep }]) => `${key} ${formatNumber(last)} (best ${formatNumber(best)}, step ${bestStep})`)
    .join(", ");

function testLine({ scores }: Run): string {
  const test = Object.entries(scores.test ?? {}).slice(0, MOST_PARAMS);
  return test.length > 0 ? `Test split: ${test.map(([key, value]) => `${key} ${formatNumber(value)}`).join(", ")}` : "";
}
