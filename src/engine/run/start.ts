import { stat } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import type { Run, RunStarted, TrainQuery } from "../../protocol/run.ts";
import { factsOf, inputError } from "../../shared/errors.ts";
import type { Engine } from "../engine.ts";
import { isExperimentFile, loadExperiment } from "../experiment/load.ts";
import { summaryOf } from "../store/run/summary.ts";
import { newRun } from "./describe.ts";
import { sampleOfScript } from "./errors.ts";
import { executeExperiment } from "./experiment.ts";
import type { Live } from "./live.ts";
import { executeScript } from "./script.ts";

const SCRIPTS = new Set([".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"]);

/** Checks what can be checked at once, then trains in the background; `run/wait` and `run/changed` tell the rest. */
export async function startRun(engine: Engine, folder: string, query: TrainQuery): Promise<RunStarted> {
  const file = resolve(folder, query.file);
  await checkFile(file);
  const store = await engine.stores.get(folder);
  const state = await store.checkWritable();
  if (isExperimentFile(file)) {
    const loaded = await loadExperiment(folder, file);
    const run = newRun(query, "experiment", file, state);
    return beginLive(engine, folder, run, (live) => executeExperiment({ engine, folder, store, live, run, loaded, query }));
  }
  if (query.sample !== undefined) throw sampleOfScript(file);
  const run = newRun(query, "script", file, state);
  return beginLive(engine, folder, run, (live) => executeScript({ engine, store, live, run, file, query }));
}

/** Executes a run in the background; `run/wait` and `run/changed` tell how it goes. */
export function beginLive(engine: Engine, folder: string, run: Run, execute: (live: Live) => Promise<Run>): RunStarted {
  engine.live.start(folder, run, async (live) => {
    try {
      const kept = await execute(live);
      live.update({ run: summaryOf(kept), phase: "ended", fraction: 1 });
      return kept;
    } catch (error) {
      const status = live.signal.aborted ? "KILLED" : "FAILED";
      live.update({ run: { status, endTime: Date.now(), error: factsOf(error) }, phase: "ended" });
      throw error;
    } finally {
      engine.notify("runs/changed", { folder });
    }
  });
  engine.notify("runs/changed", { folder });
  return { id: run.id, name: run.name };
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  const place = { file };
  if (!found)
    throw inputError({
      code: "file-missing",
      message: `${basename(file)} does not exist.`,
      remedy: "Give the path of an experiment file or a training script; `trainyard init DATA --target COLUMN` writes an experiment.",
      place,
    });
  if (found.isDirectory())
    throw inputError({ code: "file-is-directory", message: `${basename(file)} is a directory.`, remedy: "Name a file in it.", place });
  if (!isExperimentFile(file) && !SCRIPTS.has(extname(file)))
    throw inputError({
      code: "not-trainable",
      message: `${basename(file)} is neither an experiment (*.experiment.json) nor a script.`,
      remedy: /\.(csv|tsv|parquet|jsonl?|ndjson|sql)(\.gz)?$/i.test(file)
        ? `Make an experiment from it first: trainyard init ${basename(file)} --target COLUMN`
        : "Scripts end in .ts, .mts, .js, .mjs or .cjs.",
      place,
    });
}
