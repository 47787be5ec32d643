import { gateVerdict } from "../../protocol/gate.ts";
import { isLearning, phaseText } from "../../protocol/progress.ts";
import type { RunSnapshot, RunStatus, RunSummary } from "../../protocol/run.ts";
import { durationOf } from "../../shared/duration.ts";
import { formatAgo, formatDuration, formatNumber } from "../../shared/format.ts";

export const STATUS_WORDS: Record<RunStatus, string> = {
  RUNNING: "training",
  FINISHED: "finished",
  FAILED: "failed",
  KILLED: "stopped",
  INTERRUPTED: "interrupted",
};

/** A metric in three decimals where that says something, so that columns line up; else in four digits. */
export function figure(value: number): string {
  const size = Math.abs(value);
  return Number.isFinite(value) && size < 1000 && (size === 0 || size >= 0.005) ? value.toFixed(3) : formatNumber(value, 4);
}

/** `acc 0.985` of the run's headline; empty without one. */
export function headlineText({ headline }: RunSummary): string {
  if (!headline) return "";
  const { metric, value, std } = headline;
  return `${metric} ${figure(value)}${std === undefined ? "" : ` \u00b1 ${figure(std)}`}`;
}

/** `epoch 12/50  loss 0.210  val_acc 0.971`, `round 12/200` for boosted trees; before and after the epochs what it does instead. */
export function liveText(snapshot: RunSnapshot): string {
  const { run } = snapshot;
  if (!isLearning(snapshot)) return snapshot.phase;
  const figures = liveSeries(run).map((name) => `${name} ${figure(run.metrics[name]?.last ?? Number.NaN)}`);
  return [phaseText(snapshot), ...figures].join("  ");
}

/** The two series worth a line: the loss, and how it does on the validation split. */
function liveSeries({ metrics }: RunSummary): string[] {
  const names = Object.keys(metrics);
  const validation = names.find((name) => name.startsWith("val_") && name !== "val_loss") ?? names.find((name) => name === "val_loss");
  const second = validation ?? names.find((name) => name !== "loss");
  return [names.find((name) => name === "loss"), second].filter((name) => name !== undefined);
}

/** What the gates say where one failed; a run that passes them all says nothing. */
const gatesText = ({ gates }: RunSummary): string => (gates?.some(({ passed }) => !passed) ? gateVerdict(gates) : "");

export interface RowFacts {
  run: RunSummary;
  snapshot: RunSnapshot | null;
  /** Lead over the next best run, where this is the best. */
  lead: number | null;
}

/** What stands behind the run's name in the explorer. */
export function describeRun({ run, snapshot, lead }: RowFacts, now: number): string {
  const ago = formatAgo(run.startTime, now);
  if (run.status === "RUNNING") return snapshot ? liveText(snapshot) : "training";
  const how =
    run.status === "FAILED" ? `failed: ${firstClause(run.error?.message)}` : run.status === "FINISHED" ? "" : STATUS_WORDS[run.status];
  return [headlineText(run), lead ? `+${figure(lead)}` : "", run.aliases?.join(" ") ?? "", gatesText(run), how, ago]
    .filter(Boolean)
    .join("  ");
}

/** The same for a screen reader, in one sentence. */
export function sayRun({ run, snapshot, lead }: RowFacts, now: number): string {
  const state = run.status === "RUNNING" && snapshot ? `training, ${liveText(snapshot)}` : STATUS_WORDS[run.status];
  const ago = formatAgo(run.startTime, now);
  const best = lead === null ? "" : "best of its experiment";
  return [
    run.name,
    state,
    headlineText(run),
    best,
    run.aliases?.join(", ") ?? "",
    run.gates ? gateVerdict(run.gates) : "",
    run.error?.message ?? "",
    ago === "now" ? "just now" : `${ago} ago`,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Markdown, with exact times. */
export function explainRun(run: RunSummary, locale?: string): string {
  const lines = [`**${escapeMarkdown(run.name)}** ${STATUS_WORDS[run.status]} \u2003\`${run.id.slice(-6)}\``, ""];
  const row = (name: string, value: string) => lines.push(`- ${name}: ${value}`);
  row(
    "Code",
    `${code(run.code.file)}${run.code.head ? ` at ${code(run.code.head.slice(0, 8))}` : ""}${run.code.dirty ? ", with uncommitted changes" : ""}`,
  );
  row("Started", exactTime(run.startTime, locale));
  const duration = durationOf(run);
  if (run.endTime !== null) row("Ended", `${exactTime(run.endTime, locale)}${duration === null ? "" : ` (${formatDuration(duration)})`}`);
  if (run.backend) row("Backend", run.backend);
  if (run.data) row("Data", `${code(run.data.path)} ${code(run.data.sha256.slice(0, 8))}`);
  if (run.error) lines.push("", escapeMarkdown(`${run.error.message} ${run.error.remedy}`));
  if (run.aliases) row("Alias", run.aliases.join(", "));
  for (const { gate, passed, sentence } of run.gates ?? [])
    row(passed ? "Gate passed" : "Gate failed", `${code(gate)} ${escapeMarkdown(sentence)}`);
  const scores = Object.entries(run.scores.test ?? run.scores.validation ?? {}).slice(0, 6);
  if (scores.length > 0)
    lines.push("", `${run.scores.test ? "Test" : "Validation"}: ${scores.map(([name, value]) => `${name} ${figure(value)}`).join(", ")}`);
  return lines.join("\n");
}

/** Time to the second, in the reader's own way. */
export const exactTime = (time: number, locale?: string): string =>
  new Date(time).toLocaleString(locale, { dateStyle: "medium", timeStyle: "medium" });

/** Text that Markdown leaves alone. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-!|<>&~]/g, "\\$&");

const code = (text: string): string => `\`${text.replaceAll("`", "'")}\``;
const firstClause = (text = "unknown reason"): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text.replace(/\.$/, ""));
