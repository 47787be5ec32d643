import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LogEntry } from "../../src/protocol/engine.ts";
import { JOURNAL, type MetricLine } from "../../src/protocol/journal.ts";
import type { ScriptJob, ScriptOutcome, WorkerState } from "../../src/protocol/worker.ts";
import type { ErrorFacts } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";

export interface Ran {
  outcome?: ScriptOutcome;
  error?: ErrorFacts;
  states: WorkerState[];
  logs: LogEntry[];
  metrics: MetricLine[];
  /** The run's live directory. */
  directory: string;
  stdout: string;
  stderr: string;
  code: number | null;
}

export interface Options extends Partial<ScriptJob> {
  /** Given a way to abort as soon as the first state of this phase arrives. */
  abortAtFirstState?: boolean;
  /** Node to run with; this one without. */
  node?: string;
}

const CHILD = join(dirname(fileURLToPath(import.meta.url)), "child.js");
const LIMIT_MS = 240_000;

/** Writes `files` into a new directory. */
export function folder(files: Record<string, string>): string {
  const directory = tempDir();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** Runs a script in a process of its own and waits for that process to go. */
export function runScriptIn(directory: string, script: string, options: Options = {}): Promise<Ran> {
  const { abortAtFirstState, node, ...given } = options;
  const job: ScriptJob = {
    run: "01TEST",
    script: join(directory, script),
    cwd: directory,
    directory: join(tempDir(), "live"),
    backend: "cpu",
    seed: null,
    compile: "auto",
    ...given,
  };
  const ran: Ran = { states: [], logs: [], metrics: [], directory: job.directory, stdout: "", stderr: "", code: null };
  return new Promise((resolve) => {
    const child = fork(CHILD, { stdio: ["ignore", "pipe", "pipe", "ipc"], ...(node ? { execPath: node } : {}) });
    const limit = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    child.stdout?.on("data", (text) => (ran.stdout += text));
    child.stderr?.on("data", (text) => (ran.stderr += text));
    child.on("message", (message: { state?: WorkerState; log?: LogEntry; outcome?: ScriptOutcome; error?: ErrorFacts }) => {
      if (message.state) ran.states.push(message.state);
      if (message.state && abortAtFirstState && ran.states.length === 1) child.send({ abort: true });
      if (message.log) ran.logs.push(message.log);
      if (message.outcome) ran.outcome = message.outcome;
      if (message.error) ran.error = message.error;
      if (message.outcome || message.error) child.disconnect();
    });
    // Not `close`: Node 20 never emits it after `disconnect`.
    const streams = [child.stdout, child.stderr].map((stream) => stream && once(stream, "close"));
    child.once("exit", async (code) => {
      await Promise.all(streams);
      clearTimeout(limit);
      ran.code = code;
      ran.metrics = metricsIn(job.directory);
      resolve(ran);
    });
    child.send({ job });
  });
}

function metricsIn(directory: string): MetricLine[] {
  const file = join(directory, JOURNAL.metrics);
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
