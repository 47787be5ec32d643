import type { Evaluation } from "../../protocol/evaluation.ts";
import { intervalNote } from "../../protocol/intervals.ts";
import { shownMetrics } from "../../protocol/metrics.ts";
import { positiveNote } from "../../protocol/positive-class.ts";
import { formatInterval, formatNumber, formatScore, formatShare, formatWithin, plural } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Command } from "../command.ts";
import { READING_FLAGS, readingOfFlags } from "../reading.ts";
import { parseRowFilter } from "../row-filter.ts";
import { cellText } from "../terminal/cell.ts";
import { gateLines } from "../terminal/gates.ts";
import { table } from "../terminal/table.ts";

export const evaluate: Command = {
  name: "evaluate",
  positionals: ["RUN"],
  summary: "Evaluate a run's model on its held-out test split, or on another file.",
  flags: {
    data: { type: "string", value: "FILE", help: "Rows to evaluate on; they need the target." },
    rows: {
      type: "string",
      value: "CELL",
      help: 'Show the test rows of one cell of the confusion matrix instead: "actual = yes and predicted = no".',
    },
    gates: { type: "boolean", help: "Judge the gates of its experiment on these rows; exits 1 when one fails." },
    ...READING_FLAGS,
  },
  examples: [
    "trainyard evaluate calm-heron",
    "trainyard evaluate calm-heron --gates",
    "trainyard evaluate calm-heron --data new.csv --json",
    'trainyard evaluate calm-heron --rows "actual = Adelie and predicted = Gentoo"',
  ],
  async run({ positionals, flags }, { cwd, terminal, signal, engine }) {
    const [run = ""] = positionals;
    if (flags.rows !== undefined && (flags.data !== undefined || flags.gates))
      throw usageError(evaluate, "--rows is of the run's own test split: leave --data and --gates out.");
    const cell = flags.rows === undefined ? null : cellOf(String(flags.rows));
    const client = await engine();
    if (cell) {
      const found = await client.request("run/confusion-rows", { folder: cwd, run, ...cell }, { signal });
      terminal.print(cellText(found, terminal.width));
      return found;
    }
    terminal.progress("evaluating");
    const result = await client.request(
      "run/evaluate",
      {
        folder: cwd,
        run,
        ...readingOfFlags(evaluate, flags),
        ...(flags.data === undefined ? {} : { file: String(flags.data) }),
        ...(flags.gates ? { gates: true } : {}),
      },
      { signal },
    );
    const { intervals = {}, resamples = 0 } = result;
    const rows = shownMetrics(Object.keys(result.metrics)).map((name) => [
      name,
      score(result.metrics[name], intervals[name]),
      ...(resamples > 0 ? [formatInterval(intervals[name])] : []),
      ...(result.target === null ? [] : [score(result.baseline[name], intervals[name])]),
    ]);
    const on = typeof result.on === "string" ? `the ${result.on} split` : result.on.file;
    terminal.print(
      `${plural(result.rows, "row")} of ${on}${result.skipped ? ` (${formatNumber(result.skipped)} ${leftOut(result)} left out)` : ""}\n`,
    );
    for (const note of result.notes ?? []) terminal.print(`  i ${note}\n`);
    if (result.sampled) terminal.print(`${result.sampled.metrics.join(", ")}: of ${plural(result.sampled.rows, "row")} drawn by chance\n`);
    terminal.print(
      table(["", "model", ...(resamples > 0 ? ["95 % interval"] : []), ...(result.target === null ? [] : ["baseline"])], rows),
    );
    for (const note of [positiveNote(result), intervalNote(result)].filter(Boolean)) terminal.print(`  ${note}`);
    if (result.forecast) printForecast(result.forecast, (text) => terminal.print(text));
    if (result.confusion) {
      const { labels, matrix } = result.confusion;
      terminal.print(
        `\n${table(
          ["actual \\ predicted", ...labels],
          matrix.map((counts, i) => [labels[i] ?? "", ...counts.map(String)]),
        )}`,
      );
    }
    if (result.gates) terminal.print(`\n${gateLines(result.gates).join("\n") || "Its experiment has no gates."}`);
    if (result.gates?.some(({ passed }) => !passed)) process.exitCode = 1;
    return result;
  },
};

/** Which cell of the confusion matrix is meant. */
function cellOf(text: string): { actual: string; predicted: string } {
  const filters = parseRowFilter(text);
  const named = (column: string) => filters.find((one) => one.column === column && one.test === "equals" && !one.not);
  const [actual, predicted] = [named("actual"), named("predicted")];
  if (filters.length !== 2 || actual?.test !== "equals" || predicted?.test !== "equals")
    throw usageError(evaluate, '--rows names one cell: "actual = yes and predicted = no".');
  return { actual: actual.values[0] ?? "", predicted: predicted.values[0] ?? "" };
}

function leftOut({ target, forecast }: Evaluation): string {
  if (forecast) return "without a known target, or without the values before them,";
  return target === null ? "dropped by the recipe" : "without a known target";
}

/** Figures by steps ahead, and of forecasts that need no model. */
function printForecast({ steps, baselines, interval }: NonNullable<Evaluation["forecast"]>, print: (text: string) => void): void {
  const metrics = Object.keys(steps[0]?.metrics ?? {});
  const line = (name: string, own: Record<string, number>) => [name, ...metrics.map((metric) => score(own[metric]))];
  const rows = [
    ...steps.map(({ step, metrics: own }) => line(String(step), own)),
    ...baselines.map(({ name, metrics: own }) => line(name, own)),
  ];
  print(`\n${table(["steps ahead", ...metrics], rows)}`);
  print(`\n${formatShare(interval.coverage, 1)} of the values lay in their ${formatShare(interval.level, 1)} interval.`);
}

const score = (value: number | undefined, interval?: readonly [number, number]) =>
  value === undefined ? "" : interval ? formatWithin(value, interval) : formatScore(value);
