import type { BackendChoice } from "../../protocol/backend.ts";
import { BACKENDS, backendText } from "../../protocol/backend.ts";
import { COMPILE, type CompileChoice } from "../../protocol/compile.ts";
import type { Contract } from "../../protocol/contract.ts";
import { headlineText } from "../../protocol/headline.ts";
import { percentageNote } from "../../protocol/percentage-note.ts";
import { positiveNote } from "../../protocol/positive-class.ts";
import { isLearning, phaseText, remainingText, unitOfRun } from "../../protocol/progress.ts";
import { isResumable } from "../../protocol/resumable.ts";
import type { Client } from "../../protocol/rpc.ts";
import type { Curve, Report, ResumeQuery, Run, RunSnapshot, TrainQuery } from "../../protocol/run.ts";
import { SAMPLE } from "../../protocol/sample.ts";
import { factsOf, formatError } from "../../shared/errors.ts";
import { formatDuration, formatNumber } from "../../shared/format.ts";
import { usageError } from "../arguments.ts";
import type { Arguments, Command, CommandContext } from "../command.ts";
import { foldTable } from "../terminal/folds.ts";
import { gateLines } from "../terminal/gates.ts";
import { plot } from "../terminal/plot.ts";
import { scoreTable } from "../terminal/scores.ts";

const CURVES = ["loss", "val_loss"];

export const train: Command = {
  name: "train",
  positionals: ["[EXPERIMENT|SCRIPT]"],
  summary: "Train an experiment (*.experiment.json) or a TensorFlow.js script, and keep the run in git.",
  flags: {
    backend: { type: "string", value: "NAME", help: "auto (default: the fastest for the network), tensorflow, wasm or cpu." },
    threads: { type: "number", value: "N", help: "Threads of native TensorFlow instead of as many as suit the network." },
    seed: { type: "number", value: "N", help: "Seed of weights, shuffling and dropout instead of the experiment's." },
    compile: {
      type: "string",
      value: "WHEN",
      help: "Make one graph of the training step of a network, or of a script's models: auto (default), on or off.",
    },
    folds: { type: "number", value: "N", help: "Cross-validate over N folds as well, in place of the experiment's." },
    sample: { type: "string", value: "PART", help: "Train an experiment on a part of each split: 5%, or a number of rows." },
    resume: { type: "string", value: "RUN", help: "Go on with a run that was broken off, as a new run with the same end." },
    name: { type: "string", value: "NAME", help: "Name of the run instead of one made from its id." },
  },
  examples: [
    "trainyard train penguins.experiment.json",
    "trainyard train penguins.experiment.json --sample 5%",
    "trainyard train --resume calm-heron",
    "trainyard train train.ts --backend wasm --seed 7",
  ],
  async run({ positionals, flags }, context) {
    const { cwd, terminal, signal, engine } = context;
    const request = requestOf(positionals[0], flags);
    const client = await engine();
    client.on("run/changed", (snapshot) => follow(terminal, snapshot));
    const started =
      "run" in request
        ? await client.request("run/resume", { folder: cwd, ...request })
        : await client.request("run/start", { folder: cwd, ...request });
    const stop = () => void client.request("run/stop", { folder: cwd, run: started.id }).catch(() => undefined);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    const run = await client.request("run/wait", { folder: cwd, run: started.id });
    const report = await writeReport(client, run, context);
    const curve = await client.request("run/curve", { folder: cwd, runs: [run.id], metrics: CURVES, width: terminal.width });
    const { evaluation, verdict } = await client.request("run/report", { folder: cwd, run: run.id });
    terminal.print(describe({ run, evaluation, verdict: verdict ?? null }, curve, context, report));
    if (run.error) terminal.note(`error: ${formatError(run.error)}`);
    if (isResumable(run) && run.error?.kind !== "input") terminal.note(`resume: trainyard train --resume ${run.name}`);
    if (run.status !== "FINISHED") process.exitCode = run.error?.kind === "input" ? 2 : 1;
    return {
      run: run.id,
      name: run.name,
      status: run.status,
      resumedFrom: run.resumedFrom ?? null,
      backend: run.backend?.name ?? null,
      threads: run.backend?.threads ?? null,
      params: run.params,
      metrics: { train: run.scores.train ?? {}, validation: run.scores.validation ?? {}, test: run.scores.test ?? {} },
      intervals: evaluation?.intervals ?? {},
      crossValidation: run.crossValidation ?? null,
      gates: run.gates ?? [],
      series: run.metrics,
      commit: run.commit,
      report,
    };
  },
};

function requestOf(file: string | undefined, flags: Arguments["flags"]): TrainQuery | ResumeQuery {
  const common = {
    ...(flags.backend === undefined ? {} : { backend: backendOf(String(flags.backend)) }),
    ...(flags.threads === undefined ? {} : { threads: threadsOf(String(flags.threads)) }),
    ...(flags.name === undefined ? {} : { name: String(flags.name) }),
  };
  if (flags.resume === undefined) {
    if (file === undefined) throw usageError(train, "train needs an EXPERIMENT or SCRIPT, or --resume RUN.");
    if (flags.sample !== undefined && !SAMPLE.test(String(flags.sample)))
      throw usageError(train, `--sample needs a share such as 5% or a number of rows, not "${String(flags.sample)}".`);
    const folds = flags.folds === undefined ? undefined : Number(flags.folds);
    if (folds !== undefined && !(Number.isInteger(folds) && folds >= 2 && folds <= 100))
      throw usageError(train, `--folds needs a whole number from 2 to 100, not "${String(flags.folds)}".`);
    const own = {
      ...(flags.seed !== undefined && { seed: Number(flags.seed) }),
      ...(folds !== undefined && { folds }),
      ...(flags.compile !== undefined && { compile: compileOf(String(flags.compile)) }),
    };
    return { file, ...common, ...own, ...(flags.sample !== undefined && { sample: String(flags.sample) }) };
  }
  const other = file === undefined ? ["seed", "compile", "folds", "sample"].find((name) => flags[name] !== undefined) : "";
  if (other !== undefined)
    throw usageError(train, `--resume goes on with a run as it was: leave ${other === "" ? `"${file}"` : `--${other}`} out.`);
  return { run: String(flags.resume), ...common };
}

function compileOf(name: string): CompileChoice {
  const choice = COMPILE.find((one) => one === name);
  if (choice) return choice;
  throw usageError(train, `--compile is ${COMPILE.join(", ")}, not "${name}".`);
}

function threadsOf(given: string): number {
  const threads = Number(given);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 1024) return threads;
  throw usageError(train, `--threads needs a whole number from 1 to 1024, not "${given}".`);
}

function backendOf(name: string): BackendChoice {
  const known: string[] = ["auto", ...BACKENDS];
  if (known.includes(name)) return name as BackendChoice;
  throw usageError(train, `There is no backend "${name}": choose one of ${known.join(", ")}.`);
}

/** The page of a run; that it cannot be written does not undo the run. */
async function writeReport(client: Client<Contract>, run: Run, { cwd, terminal }: CommandContext): Promise<string | null> {
  try {
    return (await client.request("report/write", { folder: cwd, run: run.id })).path;
  } catch (error) {
    terminal.note(`warning: ${formatError(factsOf(error))}`);
    return null;
  }
}

function follow(terminal: CommandContext["terminal"], snapshot: RunSnapshot): void {
  const { run, fraction } = snapshot;
  const figures = Object.entries(run.metrics)
    .slice(0, 4)
    .map(([key, { last }]) => `${key} ${formatNumber(last, 3)}`)
    .join("  ");
  const at = isLearning(snapshot) ? [phaseText(snapshot), figures, remainingText(snapshot)].filter(Boolean).join("  ") : snapshot.phase;
  terminal.progress(`${run.name}  ${at}`, fraction ?? undefined);
}

type Told = Pick<Report, "evaluation" | "verdict"> & { run: Run };

function describe({ run, evaluation, verdict }: Told, curve: Curve, { terminal }: CommandContext, report: string | null): string {
  const series = curve.series.map(({ metric, steps, values }) => ({ name: metric, steps, values }));
  const picture = plot(series, {
    width: Math.min(72, terminal.width - 16),
    height: 8,
    colour: terminal.colour,
    unit: unitOfRun(run.params),
  });
  const scores = scoreTable(run.scores, evaluation?.intervals);
  const said = [evaluation ? positiveNote(evaluation) : "", percentageNote(run)].filter(Boolean);
  const gates = gateLines(run.gates);
  const headline = run.headline ? `  ${headlineText(run.headline)}` : "";
  const took = run.endTime === null ? "" : ` in ${formatDuration(run.endTime - run.startTime)}`;
  const lines = [
    `${run.name}  ${run.status}${took}${headline}`,
    `  backend ${run.backend ? `${backendText(run.backend)}: ${run.backend.reason}` : "none used"}`,
    ...run.notes.map((note) => `  i ${note}`),
    ...(picture ? ["", picture] : []),
    ...(scores ? ["", scores, ...said.map((note) => `  ${note}`)] : []),
    ...(run.crossValidation ? ["", foldTable(run.crossValidation)] : []),
    ...(gates.length > 0 ? ["", ...gates] : []),
    ...(verdict ? ["", verdict.sentence, ...verdict.tries.map(({ text }) => `  try: ${text}`)] : []),
    "",
    `Commit: ${run.commit}  (refs/trainyard/runs/${run.id})`,
    ...(report === null ? [] : [`Report: ${report}`]),
  ];
  return lines.join("\n");
}
