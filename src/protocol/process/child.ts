import { type ChildProcess, fork } from "node:child_process";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import type { Disposable } from "../../shared/disposable.ts";
import { failure } from "../../shared/errors.ts";
import { type Client, createClient } from "../rpc.ts";
import { READY, type Ready } from "./parent.ts";

export interface ChildOptions {
  /** Absolute path of the bundle to run. */
  module: string;
  /** What it is called in messages: `engine`, `worker calm-heron`. */
  name: string;
  cwd?: string;
  env?: Record<string, string | undefined>;
  args?: string[];
  execArgv?: string[];
  /** Every line of the child's stdout and stderr: native libraries print there, and a script's output is there. */
  onOutput?: (text: string, stream: "stdout" | "stderr") => void;
  readyTimeoutMs?: number;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child<C> extends Disposable {
  client: Client<C>;
  pid: number;
  /** Resolves when the process is gone, however it went. */
  exited: Promise<Exit>;
  /** Asks it to leave (by closing the channel), and after `graceMs` makes it. */
  stop(graceMs?: number): Promise<Exit>;
}

const READY_TIMEOUT_MS = 30_000;
const GRACE_MS = 5_000;
const DRAIN_MS = 500;

/** Forks `module` with the runtime we run on (in VS Code: Electron as Node) and waits for its `ready`. */
export async function startChild<C>(options: ChildOptions): Promise<Child<C>> {
  const child = fork(options.module, options.args ?? [], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env, ELECTRON_RUN_AS_NODE: "1" },
    execArgv: options.execArgv ?? [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.stdout?.setEncoding("utf8").on("data", (text: string) => options.onOutput?.(text, "stdout"));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => options.onOutput?.(text, "stderr"));
  const exited = new Promise<Exit>((resolve) => {
    child.once("error", () => resolve({ code: null, signal: null }));
    child.once("exit", (code, signal) => void drained(child).then(() => resolve({ code, signal })));
  });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onError(() => undefined);
  void exited.then(() => connection.dispose());
  const ready = new Promise<Ready>((resolve) => connection.onNotification(READY, resolve));
  connection.listen();
  const stop = (graceMs = GRACE_MS) => stopChild(child, exited, graceMs);
  await firstOf(ready, exited, options, stop);
  return { client: createClient<C>(connection), pid: child.pid ?? -1, exited, stop, dispose: () => void stop() };
}

/** Waits for the rest of the output. (`close` would say so, but never comes after `disconnect`.) A grandchild may hold the pipes: not for ever. */
async function drained({ stdout, stderr }: ChildProcess): Promise<void> {
  const ends = [stdout, stderr].map((stream) => !stream || stream.readableEnded || new Promise((resolve) => stream.once("close", resolve)));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, DRAIN_MS);
  });
  await Promise.race([Promise.all(ends), late]);
  clearTimeout(timer); // else it would keep a command alive that has nothing left to do
}

async function stopChild(child: ChildProcess, exited: Promise<Exit>, graceMs: number): Promise<Exit> {
  if (child.connected) child.disconnect();
  const kill = setTimeout(() => child.kill("SIGKILL"), graceMs);
  try {
    return await exited;
  } finally {
    clearTimeout(kill);
  }
}

async function firstOf(ready: Promise<Ready>, exited: Promise<Exit>, options: ChildOptions, stop: () => Promise<Exit>): Promise<void> {
  const limit = options.readyTimeoutMs ?? READY_TIMEOUT_MS;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), limit);
  });
  try {
    const first = await Promise.race([ready, exited, late]);
    if (typeof first === "object" && "pid" in first) return;
    if (first === "late") await stop();
    const how = first === "late" ? `did not answer within ${limit / 1000} s` : `ended at once (${describeExit(first)})`;
    throw failure({
      code: "process-not-ready",
      message: `The ${options.name} ${how}.`,
      remedy: "Look at the Trainyard output for what it said; run Trainyard: Reset to try again.",
    });
  } finally {
    clearTimeout(timer);
  }
}

export const describeExit = ({ code, signal }: Exit): string => (signal ? `signal ${signal}` : `exit code ${code ?? "unknown"}`);
