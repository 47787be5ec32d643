import { dirname, join, resolve } from "node:path";
import type { Explanation } from "../../protocol/explanation.ts";
import type { ModelTest, ModelTestOutcome, ModelTestQuery, ModelTestSuite, TestResult } from "../../protocol/modeltest.ts";
import type { HandlerContext } from "../../protocol/rpc.ts";
import type { Run } from "../../protocol/run.ts";
import type { DataSource, TestJob } from "../../protocol/worker.ts";
import { factsOf, type Place, TrainyardError } from "../../shared/errors.ts";
import { ingest } from "../data/ingest/ingest.ts";
import type { Engine } from "../engine.ts";
import { ARTIFACTS } from "../run/artifacts.ts";
import { storedPath } from "../run/describe.ts";
import { findEncoder } from "../run/encoder.ts";
import { type ModelContext, ownSource, withModel } from "../run/model.ts";
import { type WorkerProcess, withWorker } from "../run/worker.ts";
import type { Store } from "../store/store.ts";
import { defaultTests } from "./defaults.ts";
import { testUnknown } from "./errors.ts";
import { findModelRun } from "./find-run.ts";
import { withSuites } from "./kept.ts";
import { type LoadedTests, loadTests, testsOf } from "./load.ts";
import { artifactOf } from "./material.ts";

/** Tests to make of one file, or the defaults. */
interface Planned {
  /** Absolute path; null for the defaults. */
  file: string | null;
  tests: { test: ModelTest; place?: Place }[];
}

/** Runs the tests of a model in a worker of their own, and keeps what they find beside the run. */
export async function testRun(
  engine: Engine,
  folder: string,
  query: ModelTestQuery,
  { signal, progress }: HandlerContext,
): Promise<ModelTestOutcome> {
  const store = await engine.stores.get(folder);
  const named = query.file === undefined ? null : await loadTests(resolve(folder, query.file));
  const id = await findModelRun(store, folder, query.model ?? named?.experiment ?? "");
  return withModel(engine, folder, id, async (context) => {
    const { run } = context;
    const planned = chosen(await plan(named, store, run), query.only);
    progress({ message: "reading data", fraction: 0 });
    const about = await materialOf(context, folder, planned, signal);
    const total = planned.reduce((sum, { tests }) => sum + tests.length, 0);
    let done = 0;
    const tell = (file: string | null, name: string, result: TestResult | null) => {
      if (result) done += 1;
      progress({ message: name, fraction: done / total });
      if (query.token !== undefined) engine.notify("modeltest/progress", { token: query.token, file, name, result });
    };
    const { suites, backend } = await withWorker(engine, { name: `worker ${run.name}` }, signal, (worker) =>
      runSuites({ worker, planned, about, store, signal, tell }),
    );
    const notes = await keep(store, run, suites, query.only !== undefined);
    return { run: run.id, runName: run.name, backend, suites, notes: [...(about.unavailable ? [about.unavailable] : []), ...notes] };
  });
}

async function plan(named: LoadedTests | null, store: Store, run: Run): Promise<Planned[]> {
  const files = named ? [named] : await testsOf(resolve(store.root, run.code.file));
  if (files.length === 0) return [{ file: null, tests: defaultTests().map((test) => ({ test })) }];
  return files.map(({ file, tests, places }) => ({
    file,
    tests: tests.map((test, i) => ({ test, ...(places[i] && { place: places[i] }) })),
  }));
}

function chosen(planned: Planned[], only: string[] | undefined): Planned[] {
  if (only === undefined) return planned;
  const names = planned.flatMap(({ tests }) => tests.map(({ test }) => test.name));
  for (const name of only) if (!names.includes(name)) throw testUnknown(name, names);
  const kept = planned.map(({ file, tests }) => ({ file, tests: tests.filter(({ test }) => only.includes(test.name)) }));
  return kept.filter(({ tests }) => tests.length > 0);
}

type Material = Omit<TestJob, "tests" | "files"> & { filesOf: Map<string | null, TestJob["files"]> };

/** All that the tests work with; what cannot be read is a matter of those tests that ask for it. */
async function materialOf(context: ModelContext, folder: string, planned: readonly Planned[], signal: AbortSignal): Promise<Material> {
  const { store, run, experiment, artifacts, scripts, temp } = context;
  const about = {
    run: run.id,
    artifacts,
    experiment,
    scripts,
    backend: "auto" as const,
    explanation: await artifactOf<Explanation>(context, ARTIFACTS.explanation),
  };
  // where it is gone, training anew says so
  const encoder = await findEncoder(store, experiment, { directory: scripts, temp, earlier: run }).catch(() => null);
  const own = await ownSource({ ...context, folder, signal }).catch((error: unknown) => problemOf(error, signal));
  const filesOf = new Map<string | null, TestJob["files"]>();
  let count = 0;
  for (const { file, tests } of planned) {
    const files: TestJob["files"] = {};
    for (const name of new Set(tests.flatMap(({ test }) => filesIn(test)))) {
      count += 1;
      const database = join(temp, `rows-${count}.duckdb`);
      const read = ingest(resolve(dirname(file ?? store.root), name), { folder, database, signal });
      files[name] = await read.then(({ rows }): DataSource => ({ database, rows })).catch((error: unknown) => problemOf(error, signal));
    }
    filesOf.set(file, files);
  }
  return {
    ...about,
    encoder: encoder?.artifacts,
    filesOf,
    ...("problem" in own ? { source: null, unavailable: own.problem } : { source: own }),
  };
}

const filesIn = (test: ModelTest): string[] => {
  const wanted = test.test === "minimum-cases" ? test.cases.map(({ rows }) => rows) : "rows" in test ? [test.rows] : [];
  return wanted.flatMap((rows) => (typeof rows === "object" && !Array.isArray(rows) && rows.data !== undefined ? [rows.data] : []));
};

function problemOf(error: unknown, signal: AbortSignal): { problem: string } {
  if (signal.aborted || !TrainyardError.is(error)) throw error;
  const { message, remedy } = factsOf(error);
  return { problem: `${message} ${remedy}` };
}

interface Suites {
  worker: WorkerProcess;
  planned: readonly Planned[];
  about: Material;
  store: Store;
  signal: AbortSignal;
  tell(file: string | null, name: string, result: TestResult | null): void;
}

async function runSuites({ worker, planned, about, store, signal, tell }: Suites) {
  const suites: ModelTestSuite[] = [];
  let backend: string | null = null;
  for (const { file, tests } of planned) {
    const shown = file === null ? null : storedPath(store.root, file);
    const heard = worker.client.on("worker/tested", ({ name, result }) => tell(shown, name, result));
    const { filesOf, ...job } = about;
    const outcome = await worker.client.request("worker/test", { ...job, tests, files: filesOf.get(file) ?? {} }, { signal });
    heard.dispose();
    backend = outcome.backend ?? backend;
    suites.push({ file: shown, time: Date.now(), results: outcome.results });
  }
  return { suites, backend };
}

/** Beside the run; that it cannot be kept does not undo the tests. */
async function keep(store: Store, run: Run, suites: ModelTestSuite[], partly: boolean): Promise<string[]> {
  try {
    await store.keepTests(run.id, (before) => withSuites(before, run.id, suites, partly));
    return [];
  } catch (error) {
    const { message, remedy } = factsOf(error);
    return [`The results could not be kept: ${message} ${remedy}`];
  }
}
