import type { Row, RowsWanted } from "../../protocol/modeltest.schema.ts";
import type { TestResult } from "../../protocol/modeltest.ts";
import type { Notify } from "../../protocol/rpc.ts";
import type { TestJob, TestJobOutcome, WorkerContract } from "../../protocol/worker.ts";
import { openSource, type SourceReader } from "../data/read.ts";
import type { TensorFlow } from "../model/algorithm.ts";
import { loadTrained, type Trained } from "../model/artifacts.ts";
import { answersOf, outputsOf } from "../modeltest/answers.ts";
import type { Input } from "../modeltest/cells.ts";
import type { TestContext } from "../modeltest/context.ts";
import { drawRows } from "../modeltest/draw.ts";
import { rowsUnavailable, rowsUnreadable, unknownName } from "../modeltest/errors.ts";
import { type Facts, factsOfFrame } from "../modeltest/facts.ts";
import { retrain } from "../modeltest/retrain.ts";
import { weakSegments } from "../modeltest/segments.ts";
import { runTest } from "../modeltest/suite.ts";
import { tensorflowOn } from "./tensorflow.ts";

/** Training rows that the facts are taken from. */
const FACTS_ROWS = 20_000;

/** Runs tests on a model that is loaded once; each result is sent as soon as it is there. */
export async function testModel(job: TestJob, notify: Notify<WorkerContract>, signal: AbortSignal): Promise<TestJobOutcome> {
  let backend: string | null = null;
  const loaded = tensorflowOn(job.backend);
  const tensorflow: TensorFlow = async () => {
    const found = await loaded();
    backend = found.backend.name;
    return found;
  };
  const trained = await loadTrained(job.artifacts, job.experiment, tensorflow, { often: true });
  const readers = new Readers(job, signal);
  try {
    const context = await contextOf({ job, trained, readers, tensorflow, signal, backend: () => backend });
    const results: TestResult[] = [];
    for (const { test, place } of job.tests) {
      notify("worker/tested", { name: test.name, result: null });
      const result = await runTest(test, context, place);
      results.push(result);
      notify("worker/tested", { name: test.name, result });
    }
    return { backend, results };
  } finally {
    readers.close();
    trained.model.dispose();
  }
}

interface Parts {
  job: TestJob;
  trained: Trained;
  readers: Readers;
  tensorflow: TensorFlow;
  signal: AbortSignal;
  backend: () => string | null;
}

async function contextOf({ job, trained, readers, tensorflow, signal, backend }: Parts): Promise<TestContext> {
  const { experiment } = job;
  const { inputs } = trained.recipe;
  const own = job.source ? await readers.own() : null;
  const known = new Set([...inputs.map(({ name }) => name), ...(own?.columns.map(({ name }) => name) ?? [])]);
  if (experiment.target !== undefined) known.add(experiment.target);
  let facts: Promise<Facts> | undefined;
  return {
    trained,
    experiment,
    known,
    signal,
    backend,
    outputs: outputsOf(trained),
    segments: weakSegments(job.explanation),
    ask: (rows) => answersOf(trained, rows, signal),
    facts() {
      facts ??= readers.own().then(async (reader) => {
        const columns = inputs.map(({ name }) => name).filter((name) => reader.columns.some((column) => column.name === name));
        return factsOfFrame(await reader.read({ columns, split: "train", sample: FACTS_ROWS }), inputs);
      });
      return facts;
    },
    async rows(wanted: RowsWanted): Promise<Row[]> {
      if (Array.isArray(wanted)) return wanted.map((row) => whole(row, inputs, known));
      if (wanted.data !== undefined) return drawRows({ reader: await readers.of(wanted.data), inputs, experiment }, wanted);
      return drawRows({ reader: await readers.own(), inputs, experiment, split: wanted.split ?? "test" }, wanted);
    },
    retrain: async (bounds) => retrain({ reader: await readers.own(), experiment, tensorflow, encoder: job.encoder, signal, bounds }),
  };
}

/** A row as someone wrote it, what they left out as missing. */
function whole(row: Row, inputs: readonly Input[], known: ReadonlySet<string>): Row {
  for (const name of Object.keys(row)) if (!known.has(name)) throw unknownName("column", name, [...known]);
  return { ...Object.fromEntries(inputs.map(({ name }) => [name, null])), ...row };
}

/** The data sources of a job, each opened when first asked for. */
class Readers {
  #job: TestJob;
  #signal: AbortSignal;
  #open = new Map<string, Promise<SourceReader>>();

  constructor(job: TestJob, signal: AbortSignal) {
    this.#job = job;
    this.#signal = signal;
  }

  own(): Promise<SourceReader> {
    const { source, unavailable } = this.#job;
    return source ? this.#of("own", source) : Promise.reject(rowsUnavailable(unavailable ?? "they are not there."));
  }

  of(file: string): Promise<SourceReader> {
    const found = this.#job.files[file] ?? { problem: "the test does not name it." };
    return "database" in found ? this.#of(file, found) : Promise.reject(rowsUnreadable(file, found.problem));
  }

  close(): void {
    for (const reader of this.#open.values())
      reader.then(
        (one) => one.close(),
        () => undefined,
      );
  }

  #of(key: string, source: NonNullable<TestJob["source"]>): Promise<SourceReader> {
    const reader = this.#open.get(key) ?? openSource(source, this.#signal);
    this.#open.set(key, reader);
    return reader;
  }
}
