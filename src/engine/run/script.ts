import { createWriteStream } from "node:fs";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { JOURNAL } from "../../protocol/journal.ts";
import type { Run, TrainQuery } from "../../protocol/run.ts";
import type { ScriptOutcome } from "../../protocol/worker.ts";
import { threadsEnvironment } from "../backend/threads.ts";
import type { Engine } from "../engine.ts";
import type { Store } from "../store/store.ts";
import { openToDebugger } from "./debugger.ts";
import { endOf, finishRun } from "./finish.ts";
import { type Followed, followWorker } from "./follow.ts";
import type { Live } from "./live.ts";
import { WorkerDied, withWorker } from "./worker.ts";

export interface ScriptExecution {
  engine: Engine;
  store: Store;
  live: Live;
  run: Run;
  file: string;
  query: TrainQuery;
}

/** One run of a user's own script: unchanged, watched from outside, its output kept. */
export async function executeScript({ engine, store, live, run, file, query }: ScriptExecution): Promise<Run> {
  const kept = await store.begin(run);
  const output = createWriteStream(join(kept.directory, JOURNAL.output));
  const name = `worker ${run.name}`;
  live.update({ phase: "running" });
  let followed: Followed = { backend: null };
  let end: Partial<Run>;
  try {
    const outcome = await withWorker(
      engine,
      {
        name,
        ...(query.threads && { env: threadsEnvironment(query.threads) }),
        onOutput: (text) => {
          output.write(text);
          engine.log("info", name, text.trimEnd());
        },
      },
      live.signal,
      async (worker) => {
        followed = followWorker(worker.client, live, kept.directory);
        await openToDebugger(worker, query, live);
        return worker.client.request(
          "worker/script",
          {
            run: run.id,
            script: file,
            cwd: dirname(file),
            directory: kept.directory,
            backend: query.backend ?? "auto",
            seed: query.seed ?? null,
            compile: query.compile ?? "auto",
            ...(query.debug && { debug: true }),
          },
          { signal: live.signal },
        );
      },
    );
    end = endOfScript(outcome, live.signal);
  } catch (error) {
    const code = error instanceof WorkerDied && !live.signal.aborted ? error.exit.code : null;
    end = code === null ? endOf(error, live.signal) : endOfExit(code, file);
    end.backend = followed.backend;
  }
  await finished(output.end());
  return finishRun(engine, kept, { ...kept.run, ...end, notes: [...kept.run.notes, ...(end.notes ?? [])] });
}

const endOfScript = ({ backend, params, notes }: ScriptOutcome, signal: AbortSignal): Partial<Run> => ({
  status: signal.aborted ? "KILLED" : "FINISHED",
  backend,
  params,
  notes,
});

/** Of a script that called `process.exit`. */
function endOfExit(code: number, file: string): Partial<Run> {
  const message = `The script ended itself with process.exit(${code})`;
  if (code === 0) return { status: "FINISHED", notes: [`${message}; what it had logged by then is kept.`] };
  const remedy = "Its output says why; what it had logged by then is kept.";
  return { status: "FAILED", error: { code: "script-exited", kind: "failure", message: `${message}.`, remedy, place: { file } } };
}
