import { backendText } from "../../protocol/backend.ts";
import type { Evaluation } from "../../protocol/evaluation.ts";
import { gateVerdict } from "../../protocol/gate.ts";
import { headlineText } from "../../protocol/headline.ts";
import { isResumable } from "../../protocol/resumable.ts";
import type { Run, RunSummary } from "../../protocol/run.ts";
import { durationOf } from "../../shared/duration.ts";
import { formatAgo, formatDuration, formatNumber } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Arguments, Command, CommandContext } from "../command.ts";
import { foldTable } from "../terminal/folds.ts";
import { gateLines } from "../terminal/gates.ts";
import { scoreTable } from "../terminal/scores.ts";
import { table } from "../terminal/table.ts";

const DEFAULT_LIMIT = 50;

export const runs: Command = {
  name: "runs",
  positionals: ["[show|champion|delete|undelete]", "[RUN]"],
  summary: "List runs, newest first; show, delete or undelete one, or make it the champion of its experiment.",
  flags: {
    limit: { type: "number", value: "N", help: `At most N runs (${DEFAULT_LIMIT} for people, all with --json).` },
    filter: { type: "string", value: "EXPR", help: "MLflow's syntax: \"metrics.val_acc > 0.9 and params.optimizer = 'adam'\"." },
    deleted: { type: "boolean", help: "List the deleted ones instead." },
  },
  examples: [
    'trainyard runs --filter "metrics.val_loss < 0.2"',
    "trainyard runs show calm-heron",
    "trainyard runs champion calm-heron",
    "trainyard runs delete calm-heron",
  ],
  async run(args, context) {
    const [verb, name] = args.positionals;
    if (verb === undefined) return list(args, context);
    if (!["show", "champion", "delete", "undelete"].includes(verb)) throw usageError(runs, `runs cannot ${verb}.`);
    if (name === undefined) throw usageError(runs, `runs ${verb} needs a RUN: its name, its id, or the id's last six characters.`);
    const client = await context.engine();
    const query = { folder: context.cwd, run: name };
    if (verb === "show") {
      const run = await client.request("run/show", query);
      const { evaluation } = await client.request("run/report", query);
      context.terminal.print(describe(run, evaluation));
      return run;
    }
    if (verb === "champion") {
      const run = await client.request("run/champion", query);
      context.terminal.print(`${run.name} is the champion of ${run.group}. Gates that say better_than: champion now compare with it.`);
      return run;
    }
    await client.request(verb === "delete" ? "run/delete" : "run/undelete", query);
    context.terminal.print(verb === "delete" ? `Deleted ${name}. Undo: trainyard runs undelete ${name}` : `Restored ${name}.`);
    return { run: name, deleted: verb === "delete" };
  },
};

async function list({ flags }: Arguments, { cwd, terminal, engine }: CommandContext): Promise<RunSummary[]> {
  const limit = flags.limit === undefined ? (flags.json ? undefined : DEFAULT_LIMIT) : Number(flags.limit);
  const client = await engine();
  const found = await client.request("run/list", {
    folder: cwd,
    ...(limit === undefined ? {} : { limit }),
    ...(flags.filter === undefined ? {} : { filter: String(flags.filter) }),
    ...(flags.deleted ? { deleted: true } : {}),
  });
  const now = Date.now();
  if (found.length === 0) terminal.print(flags.filter ? "No runs match." : "No runs yet. Next: trainyard train EXPERIMENT");
  else
    terminal.print(
      table(
        ["run", "", "status", "of", "figure", "gates", "when", "took", "backend", "commit"],
        found.map((run) => row(run, now)),
      ),
    );
  return found;
}

const row = (run: RunSummary, now: number): string[] => [
  run.name,
  run.aliases?.join(", ") ?? "",
  run.status,
  run.group,
  run.headline ? headlineText(run.headline) : "",
  run.gates ? gateVerdict(run.gates) : "",
  formatAgo(run.startTime, now),
  tookOf(run),
  run.backend ?? "",
  run.commit?.slice(0, 7) ?? "",
];

function describe(run: Run, evaluation: Evaluation | null): string {
  const params = Object.entries(run.params).map(([key, value]) => [key, String(value)]);
  const series = Object.entries(run.metrics)
    .filter(([key]) => !/^fold_\d+\//.test(key))
    .map(([key, { last, best, bestStep }]) => [key, formatNumber(last), formatNumber(best), String(bestStep)]);
  const scores = scoreTable(run.scores, evaluation?.intervals);
  const gates = gateLines(run.gates);
  return [
    `${run.name}  ${run.status}  ${run.id}${run.aliases ? `  ${run.aliases.join(", ")}` : ""}`,
    `  ${run.command.join(" ")}`,
    `  started ${new Date(run.startTime).toISOString()}${tookOf(run) && `, took ${tookOf(run)}`}`,
    `  code ${run.code.head?.slice(0, 7) ?? "before the first commit"}${run.code.dirty ? " with uncommitted changes" : ""}, commit ${run.commit ?? "not yet"}`,
    ...(run.data ? [`  data ${run.data.path}  sha256 ${run.data.sha256.slice(0, 12)}  ${run.data.rows} rows`] : []),
    ...(run.backend ? [`  backend ${backendText(run.backend)}: ${run.backend.reason}`] : []),
    ...(isResumable(run) && run.error?.kind !== "input" ? [`  resume: trainyard train --resume ${run.name}`] : []),
    ...run.notes.map((note) => `  i ${note}`),
    ...(run.error ? [`  error: ${run.error.message} ${run.error.remedy}`] : []),
    ...(params.length > 0 ? ["", table(["param", "value"], params)] : []),
    ...(series.length > 0 ? ["", table(["series", "last", "best", "at"], series)] : []),
    ...(scores ? ["", scores] : []),
    ...(run.crossValidation ? ["", foldTable(run.crossValidation)] : []),
    ...(gates.length > 0 ? ["", ...gates] : []),
  ].join("\n");
}

function tookOf(run: Pick<RunSummary, "status" | "startTime" | "endTime">): string {
  const duration = durationOf(run);
  return duration === null ? "" : formatDuration(duration);
}
