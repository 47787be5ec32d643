import { existsSync, readFileSync, statSync } from "node:fs";
import { register } from "node:module";
import { basename, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { LogEntry } from "../../protocol/engine.ts";
import type { ScriptJob, ScriptOutcome, WorkerState } from "../../protocol/worker.ts";
import { watchTraining } from "../../sdk/autolog/watch.ts";
import { setCurrentRun } from "../../sdk/handle.ts";
import { cancelled, type TrainyardError } from "../../shared/errors.ts";
import { patchUtil } from "../backend/node-util.ts";
import { distFile } from "../dist.ts";
import type { Aliases } from "./aliases.ts";
import { hookCommonJs, runMainCommonJs } from "./commonjs.ts";
import { type ScriptCompiler, scriptCompiler } from "./compile.ts";
import { isDebugged, waitForDebugger } from "./debugger.ts";
import { untilDrained } from "./drain.ts";
import { scriptExited, scriptMissing, scriptStuck, scriptUnsupported } from "./errors.ts";
import { failureOf, trimmedStack } from "./failure.ts";
import { moduleKind } from "./module-kind.ts";
import type { NetworkWatch } from "./network-watch.ts";
import { Recorder } from "./recorder.ts";
import { seedRandom } from "./seed.ts";
import { prepareTensorflow } from "./tensorflow.ts";
import { stripTypes, TYPESCRIPT } from "./typescript.ts";

export interface ScriptContext {
  /** Stops running fits; a script that then does not end by itself is ended after a grace. */
  signal: AbortSignal;
  state(state: WorkerState): void;
  log(entry: LogEntry): void;
}

const JAVASCRIPT = [".js", ".mjs", ".cjs"];
/** Shorter than the engine's patience with a cancelled worker, so that what was logged is reported. */
const STOP_GRACE_MS = 3000;

/** TensorFlow.js throws from deep inside: Node's ten frames do not reach back to the script. */
const STACK_FRAMES = 50;

/**
 * Runs the user's script in this process, as `node script` would, and records what it trains.
 * One script a process: hooks stay. Throws `script-failed`, `script-syntax`, `script-exited`, `script-stuck`, `cancelled`.
 */
export async function runScript(job: ScriptJob, context: ScriptContext): Promise<ScriptOutcome & { trained: NetworkWatch }> {
  const script = checkScript(job);
  const recorder = new Recorder(job, context.signal, context.state);
  try {
    const compiler = await prepare(job, script, recorder);
    if (job.debug) waitForDebugger();
    await Promise.race([execute(script).catch((error) => Promise.reject(told(error, script, context))), stopped(context.signal)]);
    for (const note of compiler.notes()) recorder.note(note);
    return { ...(await recorder.finish()), trained: recorder.trained };
  } catch (error) {
    recorder.close();
    throw error;
  } finally {
    setCurrentRun(undefined);
  }
}

/** The error to report; what the script itself threw goes to the log with its stack. */
function told(error: unknown, script: string, { log }: ScriptContext): TrainyardError {
  const failure = failureOf(error, script);
  if (failure !== error) log({ level: "error", source: basename(script), message: trimmedStack(error) });
  return failure;
}

function checkScript({ script, cwd }: ScriptJob): string {
  const file = resolve(cwd, script);
  if (!existsSync(file)) throw scriptMissing(file);
  if (statSync(file).isDirectory()) throw scriptUnsupported(file, "A directory");
  if (![...JAVASCRIPT, ...TYPESCRIPT].includes(extname(file))) throw scriptUnsupported(file, `A ${extname(file) || "nameless"} file`);
  return file;
}

async function prepare(job: ScriptJob, script: string, recorder: Recorder): Promise<ScriptCompiler> {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= job.compile === "off" ? "2" : "3"; // of graphs it says what it could not make faster
  patchUtil();
  Error.stackTraceLimit = STACK_FRAMES;
  process.chdir(job.cwd);
  process.argv = [process.execPath, script];
  const { tf, aliases, reasons, notes } = await prepareTensorflow({ ...job, script });
  const compiler = scriptCompiler(job.compile);
  const watch = (exports: unknown) => {
    compiler.watch(exports);
    watchTraining(exports, recorder); // after it: what is logged is what a compiled step gives
  };
  watch(tf);
  recorder.expect(reasons);
  for (const note of notes) recorder.note(note);
  if (job.seed !== null) {
    seedRandom(job.seed);
    recorder.note(`Math.random was seeded with ${job.seed}.`);
  }
  const hooked: Aliases = { ...aliases, always: { ...aliases.always, trainyard: distFile("sdk.cjs") } };
  hookCommonJs({ aliases: hooked, onLoad: watch });
  register(pathToFileURL(distFile("script-hooks.mjs")).href, { data: { ...hooked, debugged: isDebugged() } });
  setCurrentRun(recorder);
  return compiler;
}

async function execute(script: string): Promise<void> {
  const { ended, release } = untilDrained();
  const loaded = load(script);
  try {
    // An import that fails ends the script at once; one that succeeds leaves work behind, which `ended` waits for.
    await Promise.race([ended, loaded.then(() => ended)]);
    if (!(await isSettled(loaded))) throw scriptStuck(script);
  } finally {
    release();
  }
  const code = Number(process.exitCode ?? 0);
  process.exitCode = 0;
  if (code !== 0) throw scriptExited(code, script);
}

async function load(script: string): Promise<void> {
  const source = () => {
    const text = readFileSync(script, "utf8");
    return TYPESCRIPT.includes(extname(script)) ? stripTypes(text, script) : text;
  };
  if (moduleKind(script, source) === "commonjs") runMainCommonJs(script);
  else await import(pathToFileURL(script).href);
}

const isSettled = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => true), new Promise<false>((resolve) => setImmediate(resolve, false))]);

/** Rejects some time after `signal` asks to stop: a script whose fits end early may still save what it wants to. */
const stopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const stop = () => setTimeout(() => reject(cancelled()), STOP_GRACE_MS).unref();
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
