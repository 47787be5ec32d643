import { backendText } from "../../../protocol/backend.ts";
import type { Evaluation } from "../../../protocol/evaluation.ts";
import { isAverage } from "../../../protocol/metrics.ts";
import { percentageNote } from "../../../protocol/percentage-note.ts";
import { positiveNote } from "../../../protocol/positive-class.ts";
import { type Run, SPLITS } from "../../../protocol/run.ts";
import { durationOf } from "../../../shared/duration.ts";
import { formatDuration, formatInterval, formatScore, plural } from "../../../shared/format.ts";
import { table, text } from "./table.ts";

/** What the run was, its headline, and what a reader must know. */
export function headPart({ name, group, status, headline, startTime, endTime, error, notes }: Run): string[] {
  const duration = durationOf({ status, startTime, endTime });
  const took = duration === null ? "" : `, took ${formatDuration(duration)}`;
  return [
    `Run **${text(name)}** of ${text(group)}: ${status}, started ${new Date(startTime).toISOString()}${took}.`,
    ...(headline ? ["", `**${text(headline.metric)} ${formatScore(headline.value)}** on the validation split.`] : []),
    ...(error ? ["", `Error: ${text(error.message)} ${text(error.remedy)}`] : []),
    "",
    ...notes.map((note) => `- ${text(note)}`),
    "",
  ];
}

/** Its figures on each split, its gates, and the folds of a cross-validation. */
export const figuresPart = (run: Run, evaluation: Evaluation | null): string[] => [
  ...gates(run),
  ...scores(run, evaluation),
  ...folds(run),
];

/** What it takes to have the same again. */
export const repeatPart = (run: Run): string[] => ["## How to repeat it", "", ...facts(run), ...params(run)];

function scores(run: Run, evaluation: Evaluation | null): string[] {
  const all = run.scores;
  const splits = SPLITS.filter((split) => all[split]);
  const named = [...new Set(splits.flatMap((split) => Object.keys(all[split] ?? {})))];
  const metrics = named.filter((metric) => !isAverage(metric) || (evaluation?.task !== "binary" && metric.endsWith("_macro")));
  if (metrics.length === 0) return [];
  const baseline = evaluation && Object.keys(evaluation.baseline).length > 0 ? evaluation.baseline : null;
  const intervals = evaluation?.intervals;
  const rows = metrics.map((metric) => {
    return [
      metric,
      ...splits.map((split) => all[split]?.[metric]),
      ...(intervals ? [formatInterval(intervals[metric])] : []),
      ...(baseline ? [baseline[metric]] : []),
    ];
  });
  const head = ["", ...splits, ...(intervals ? ["95 % interval (test)"] : []), ...(baseline ? ["baseline (test)"] : [])];
  const said = [evaluation ? positiveNote(evaluation) : "", percentageNote(run)].filter(Boolean);
  return ["## Scores", "", ...table(head, rows), ...said.flatMap((note) => [text(note), ""])];
}

const gates = ({ gates: all = [] }: Run): string[] =>
  all.length === 0
    ? []
    : [
        "## Gates",
        "",
        ...table(
          ["gate", "", "found"],
          all.map(({ gate, passed, sentence }) => [gate, passed ? "passed" : "failed", sentence]),
        ),
      ];

function folds({ crossValidation }: Run): string[] {
  if (!crossValidation) return [];
  const rows = Object.entries(crossValidation.metrics).map(([metric, { mean, std }]) => [metric, mean, std]);
  return ["## Cross-validation", "", ...table(["", "mean", "deviation"], rows)];
}

function facts({ data, code, commit, seed, backend, command, versions }: Run): string[] {
  const rows: [string, string][] = [
    ...(data
      ? ([
          ["data", `${data.path}, ${plural(data.rows, "row")}, ${plural(data.columns, "column")}`],
          ["SHA-256", data.sha256],
        ] as [string, string][])
      : []),
    ["code", `${code.file} on ${code.head ?? "no commit yet"}${code.dirty ? ", with uncommitted changes that are kept in the run" : ""}`],
    ["run", commit ?? "not committed"],
    ["command", command.join(" ")],
    ...(seed === null ? [] : ([["seed", String(seed)]] as [string, string][])),
    ...(backend ? ([["backend", backendText(backend)]] as [string, string][]) : []),
    ...Object.entries(versions),
  ];
  return table(["", ""], rows);
}

function params({ params: all }: Run): string[] {
  const rows = Object.entries(all).map(([name, value]) => [name, typeof value === "number" ? value : String(value)]);
  return rows.length === 0 ? [] : ["### Params", "", ...table(["", ""], rows)];
}
